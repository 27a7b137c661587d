import { BSONRegExp } from 'bson';
import { MongoError } from '../errors.ts';

/** PCRE options that mean the same in JavaScript; `x` (spaces and comments in the pattern) has no counterpart. */
const OPTIONS = new Set(['i', 'm', 's', 'u']);

export function compileRegex(pattern: unknown, options: string): RegExp {
  if (typeof pattern !== 'string') throw new MongoError('BadValue', '$regex has to be a string');
  for (const option of options) {
    if (!OPTIONS.has(option))
      throw new MongoError('Location51091', `invalid flag in regex options: ${option}`);
  }
  const flags = [...new Set(options)].filter((option) => option !== 'u').join('');
  return tryCompile(pattern, `${flags}u`) ?? tryCompile(pattern, flags) ?? refuse(pattern);
}

export function fromBson(regex: BSONRegExp): RegExp {
  return compileRegex(regex.pattern, regex.options);
}

export function isRegex(value: unknown): value is BSONRegExp {
  return value instanceof BSONRegExp;
}

/** The unicode flag refuses escapes that PCRE takes, such as `\-`; those patterns compile without it. */
function tryCompile(pattern: string, flags: string): RegExp | null {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return null;
  }
}

function refuse(pattern: string): never {
  throw new MongoError('Location51091', `Regular expression is invalid: ${pattern}`);
}
