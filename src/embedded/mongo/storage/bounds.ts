import type { Collator } from '../bson/compare.ts';
import { type Document, isDocument } from '../bson/document.ts';
import { after, inverted, keyOf } from '../bson/key.ts';
import { rankOf } from '../bson/types.ts';
import { isOperatorDocument } from '../query/match.ts';
import { isRegex } from '../query/regex.ts';

/** What a query asks of one field, as one operator each. */
export interface Constraint {
  operator: '$eq' | '$in' | '$gt' | '$gte' | '$lt' | '$lte';
  operand: unknown;
}

/** Keys of one field from (inclusive) to (exclusive); a point is every key that starts with one value. */
export interface Interval {
  from: Buffer;
  to: Buffer;
  point: boolean;
}

const OPERATORS = new Set(['$eq', '$in', '$gt', '$gte', '$lt', '$lte']);
const TYPE_WITHOUT_ORDER = new Set([1, 2, 5, 127]);
const STRING_RANK = rankOf('');
const EMPTY = Buffer.alloc(0);

/** The conditions that every match must meet, by field; what it leaves out only makes the search wider. */
export function constraintsOf(query: Document): Map<string, Constraint[]> {
  const found = new Map<string, Constraint[]>();
  collect(query, found);
  return found;
}

/**
 * The intervals of a field's keys outside which nothing can match; null where the index cannot help.
 * In a multikey index two conditions may be met by two items, so only one of them bounds the search.
 */
export function intervalsFor(
  constraints: Constraint[],
  multikey: boolean,
  collator: Collator,
): Interval[] | null {
  const lists = constraints
    .map((constraint) => intervalsOf(constraint, collator))
    .filter((list) => list !== null);
  lists.sort((a, b) => Number(b.every((i) => i.point)) - Number(a.every((i) => i.point)));
  const [first, ...rest] = lists;
  if (!first) return null;
  return multikey ? first : rest.reduce(intersect, first);
}

/** The same interval in a field that is indexed downwards. */
export function invertedInterval({ from, to, point }: Interval): Interval {
  if (point) {
    const key = inverted(from);
    return { from: key, to: after(key) ?? key, point };
  }
  return { from: after(inverted(to)) ?? EMPTY, to: after(inverted(from)) ?? Buffer.from([0xff]), point };
}

function collect(query: Document, found: Map<string, Constraint[]>): void {
  for (const [key, condition] of Object.entries(query)) {
    if (key === '$and' && Array.isArray(condition)) {
      for (const branch of condition) if (isDocument(branch)) collect(branch, found);
      continue;
    }
    if (key.startsWith('$')) continue;
    const list = found.get(key) ?? [];
    if (!isOperatorDocument(condition)) list.push({ operator: '$eq', operand: condition });
    else {
      for (const [operator, operand] of Object.entries(condition)) {
        if (OPERATORS.has(operator)) list.push({ operator: operator as Constraint['operator'], operand });
      }
    }
    if (list.length > 0) found.set(key, list);
  }
}

function intervalsOf({ operator, operand }: Constraint, collator: Collator): Interval[] | null {
  if (operator === '$in') {
    if (!Array.isArray(operand)) return null;
    const lists = operand.map((item) => intervalsOf({ operator: '$eq', operand: item }, collator));
    return lists.every((list) => list !== null) ? normalised(lists.flat()) : null;
  }
  if (isRegex(operand) || Array.isArray(operand)) return null;
  const rank = rankOf(operand);
  if (collator && (rank === STRING_RANK || isDocument(operand))) return null;
  if (operator === '$eq') return [equalTo(operand)];
  if (TYPE_WITHOUT_ORDER.has(rank)) return null;
  const key = keyOf(operand);
  const [first, last] = [Buffer.from([rank]), Buffer.from([rank + 1])];
  switch (operator) {
    case '$gt':
      return [{ from: after(key) ?? last, to: last, point: false }];
    case '$gte':
      return [{ from: key, to: last, point: false }];
    case '$lt':
      return [{ from: first, to: key, point: false }];
    case '$lte':
      return [{ from: first, to: after(key) ?? last, point: false }];
  }
}

/** A query for null also finds what is absent or undefined, whose keys lie together. */
function equalTo(operand: unknown): Interval {
  if (operand === null || operand === undefined) {
    const nothing = keyOf(null);
    return { from: keyOf(undefined), to: after(nothing) ?? nothing, point: false };
  }
  const key = keyOf(operand);
  return { from: key, to: after(key) ?? key, point: true };
}

function normalised(intervals: Interval[]): Interval[] {
  const sorted = [...intervals].sort((a, b) => Buffer.compare(a.from, b.from));
  return sorted.filter((interval, i) => i === 0 || !interval.from.equals(sorted[i - 1]?.from ?? EMPTY));
}

function intersect(a: Interval[], b: Interval[]): Interval[] {
  const result: Interval[] = [];
  for (const x of a) {
    for (const y of b) {
      const from = Buffer.compare(x.from, y.from) >= 0 ? x.from : y.from;
      const to = Buffer.compare(x.to, y.to) <= 0 ? x.to : y.to;
      if (Buffer.compare(from, to) < 0) result.push({ from, to, point: x.point || y.point });
    }
  }
  return result;
}
