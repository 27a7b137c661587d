import { isNumeric } from '../../bson/types.ts';
import { MongoError } from '../../errors.ts';
import { compileRegex, fromBson, isRegex } from '../../query/regex.ts';
import type { ExpressionOperator } from '../expression.ts';
import { textOfDate } from './dates.ts';
import { eager, named, nothing, typeName, wholeOf } from './operands.ts';

const ONE = { min: 1, max: 1 };
const TWO = { min: 2, max: 2 };
const THREE = { min: 3, max: 3 };
const REGEX_FIELDS = { required: ['input', 'regex'], optional: ['options'] };

export const STRINGS: Record<string, ExpressionOperator> = {
  $concat: eager('$concat', { min: 0, max: Number.POSITIVE_INFINITY }, (...values) =>
    values.some(nothing) ? null : values.map((value) => text('$concat', value)).join(''),
  ),
  $toLower: eager('$toLower', ONE, (value) =>
    loose(value).replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
  ),
  $toUpper: eager('$toUpper', ONE, (value) =>
    loose(value).replace(/[a-z]/g, (letter) => letter.toUpperCase()),
  ),
  $strLenCP: eager('$strLenCP', ONE, (value) => [...text('$strLenCP', value)].length),
  $strLenBytes: eager('$strLenBytes', ONE, (value) => Buffer.byteLength(text('$strLenBytes', value))),
  $substrCP: eager('$substrCP', THREE, (value, start, count) => {
    const from = wholeOf('$substrCP', start);
    return [...loose(value)].slice(from, from + wholeOf('$substrCP', count)).join('');
  }),
  $split: eager('$split', TWO, (value, separator) =>
    nothing(value) || nothing(separator) ? null : text('$split', value).split(text('$split', separator)),
  ),
  $trim: named('$trim', { required: ['input'], optional: ['chars'] }, (values) => trim(values, true, true)),
  $ltrim: named('$ltrim', { required: ['input'], optional: ['chars'] }, (values) =>
    trim(values, true, false),
  ),
  $rtrim: named('$rtrim', { required: ['input'], optional: ['chars'] }, (values) =>
    trim(values, false, true),
  ),
  $strcasecmp: eager('$strcasecmp', TWO, (a, b) => {
    const [x, y] = [loose(a).toUpperCase(), loose(b).toUpperCase()];
    return x < y ? -1 : x > y ? 1 : 0;
  }),
  $indexOfCP: eager('$indexOfCP', TWO, (value, wanted) => {
    if (nothing(value)) return null;
    const index = text('$indexOfCP', value).indexOf(text('$indexOfCP', wanted));
    return index < 0 ? -1 : [...text('$indexOfCP', value).slice(0, index)].length;
  }),
  $replaceOne: named('$replaceOne', { required: ['input', 'find', 'replacement'] }, (values) =>
    replace('$replaceOne', values),
  ),
  $replaceAll: named('$replaceAll', { required: ['input', 'find', 'replacement'] }, (values) =>
    replace('$replaceAll', values),
  ),
  $regexMatch: named('$regexMatch', REGEX_FIELDS, ({ input, regex, options }) => {
    if (nothing(input) || nothing(regex)) return false;
    return pattern(regex, options).test(text('$regexMatch', input));
  }),
};

function text(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw new MongoError('Location16702', `${name} only supports strings, not ${typeName(value)}`);
}

/** The older string operators take null for an empty string and turn numbers and dates into text. */
function loose(value: unknown): string {
  if (nothing(value)) return '';
  if (typeof value === 'string') return value;
  if (value instanceof Date) return textOfDate(value);
  if (isNumeric(value)) return String(value);
  throw new MongoError('Location16007', `can't convert from BSON type ${typeName(value)} to String`);
}

function trim({ input, chars }: Record<string, unknown>, left: boolean, right: boolean): string | null {
  if (nothing(input) || chars === null) return null;
  const set = chars === undefined ? null : new Set(text('$trim', chars));
  const unwanted = (char: string | undefined) =>
    char !== undefined && (set ? set.has(char) : /[\s\0]/.test(char));
  const letters = [...text('$trim', input)];
  let [start, end] = [0, letters.length];
  while (left && start < end && unwanted(letters[start])) start++;
  while (right && end > start && unwanted(letters[end - 1])) end--;
  return letters.slice(start, end).join('');
}

function replace(
  name: '$replaceOne' | '$replaceAll',
  { input, find, replacement }: Record<string, unknown>,
): string | null {
  if (nothing(input) || nothing(find) || nothing(replacement)) return null;
  const [whole, wanted, other] = [text(name, input), text(name, find), text(name, replacement)];
  return name === '$replaceOne' ? whole.replace(wanted, () => other) : whole.replaceAll(wanted, () => other);
}

function pattern(regex: unknown, options: unknown): RegExp {
  if (isRegex(regex))
    return nothing(options) ? fromBson(regex) : compileRegex(regex.pattern, String(options));
  return compileRegex(regex, nothing(options) ? '' : String(options));
}
