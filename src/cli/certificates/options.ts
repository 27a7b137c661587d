import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import type { Certificate } from '../../domain/certificate.ts';
import { shownCode } from '../../domain/certificate-code.ts';

const text = { type: 'string' } as const;

export function readOptions(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      chamber: text,
      territory: text,
      stage: text,
      tag: text,
      status: text,
      enrolment: text,
      reason: text,
      keys: text,
      limit: text,
      by: { type: 'string', default: `cli:${userInfo().username}` },
      apply: { type: 'boolean', default: false },
      again: { type: 'boolean', default: false },
    },
  });
}

/** A certificate in a line, without what proves it. */
export function lineOf({ signed, code, ...rest }: Certificate): Record<string, unknown> {
  return { ...rest, code: shownCode(code), name: signed?.statement.name ?? null };
}
