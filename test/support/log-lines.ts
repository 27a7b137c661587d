import { Writable } from 'node:stream';

export type LogLine = { msg: string; request?: string; [field: string]: unknown };

/** Keeps what a log writes; `text` is the bytes as an operator stores them. */
export function linesIn() {
  let written: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      written.push(String(chunk));
      done();
    },
  });
  return {
    stream,
    text: () => written.join(''),
    lines: () => written.map((line) => JSON.parse(line) as LogLine),
    clear() {
      written = [];
    },
  };
}
