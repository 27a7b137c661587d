import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';

/** Where a text is written, or the nearest thing above it that is. */
export function textPlace(
  folder: string,
  { locale, key }: { locale: string; key: string },
): { file: string; line: number } {
  const [name = '', path = ''] = key.split(/:(.*)/s);
  const file = join(folder, locale, `${name}.json`);
  if (!existsSync(file)) return { file, line: 1 };
  const counter = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: counter });
  const keys = path.split('.');
  for (let depth = keys.length; depth > 0; depth--) {
    const node = document.getIn(keys.slice(0, depth), true) as
      | { range?: [number, number, number] }
      | undefined;
    if (node?.range) return { file, line: counter.linePos(node.range[0]).line };
  }
  return { file, line: 1 };
}
