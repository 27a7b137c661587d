import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';

const text = { type: 'string' } as const;

export function readOptions(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      name: text,
      notice: { type: 'string', default: 'programme-news' },
      event: text,
      'text-es': text,
      'text-en': text,
      chambers: text,
      territories: text,
      stages: text,
      sectors: text,
      tags: text,
      'min-hours': text,
      'max-hours': text,
      attended: text,
      invited: text,
      starts: text,
      spread: { type: 'string', default: '0' },
      people: text,
      second: { type: 'boolean', default: false },
      follow: { type: 'boolean', default: false },
      by: { type: 'string', default: `cli:${userInfo().username}` },
    },
  });
}

export type BroadcastOptions = ReturnType<typeof readOptions>['values'];
