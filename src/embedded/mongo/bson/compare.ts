import { type Binary, BSONRegExp, type BSONSymbol, type Code, type ObjectId, type Timestamp } from 'bson';
import type { Document } from './document.ts';
import { compareNumbers } from './number.ts';
import { rankOf } from './types.ts';

/** A language's own order of strings, where a command asks for a collation. */
export type Collator = Pick<Intl.Collator, 'compare'> | undefined;

/** MongoDB's total order of all values. */
export function compareValues(a: unknown, b: unknown, collator?: Collator): number {
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b, collator);
  if (typeof a === 'number' && typeof b === 'number') return compareNumbers(a, b);
  const rank = rankOf(a);
  const difference = rank - rankOf(b);
  return difference !== 0 ? difference : compareWithinRank(rank, a, b, collator);
}

export function equalValues(a: unknown, b: unknown, collator?: Collator): boolean {
  return a === b || compareValues(a, b, collator) === 0;
}

/** By code point, as MongoDB compares UTF-8 bytes; JavaScript's own order puts surrogates too low. */
export function compareStrings(a: string, b: string, collator?: Collator): number {
  if (collator) return collator.compare(a, b);
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1;
  }
  return a.length - b.length;
}

function compareWithinRank(rank: number, a: unknown, b: unknown, collator: Collator): number {
  switch (rank) {
    case 10:
      return compareNumbers(a, b);
    case 15:
      return compareStrings(textOf(a), textOf(b), collator);
    case 20:
      return compareDocuments(a as Document, b as Document, collator);
    case 25:
      return compareArrays(a as unknown[], b as unknown[], collator);
    case 30:
      return compareBinary(a as Binary, b as Binary);
    case 35:
      return Buffer.compare((a as ObjectId).id, (b as ObjectId).id);
    case 40:
      return Number(a) - Number(b);
    case 45:
      return (a as Date).getTime() - (b as Date).getTime();
    case 47:
      return (a as Timestamp).compare(b as Timestamp);
    case 50:
      return compareStrings(regexText(a), regexText(b));
    case 60:
    case 65:
      return compareStrings(String((a as Code).code), String((b as Code).code));
    default:
      return 0;
  }
}

function compareDocuments(a: Document, b: Document, collator: Collator): number {
  const left = Object.keys(a);
  const right = Object.keys(b);
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const p = left[i] as string;
    const q = right[i] as string;
    const order = rankOf(a[p]) - rankOf(b[q]) || compareStrings(p, q) || compareValues(a[p], b[q], collator);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareArrays(a: unknown[], b: unknown[], collator: Collator): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compareValues(a[i], b[i], collator);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareBinary(a: Binary, b: Binary): number {
  return a.position - b.position || a.sub_type - b.sub_type || Buffer.compare(a.value(), b.value());
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (value as BSONSymbol).value;
}

export function regexText(value: unknown): string {
  return value instanceof BSONRegExp ? `${value.pattern}\0${value.options}` : '';
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
