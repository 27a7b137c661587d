import { compareValues, equalValues } from '../../bson/compare.ts';
import { isDocument, MISSING } from '../../bson/document.ts';
import { MongoError } from '../../errors.ts';
import { parseSort, sortDocuments } from '../../query/sort.ts';
import type { ExpressionOperator } from '../expression.ts';
import { arrayOf, eager, named, namedOperands, nothing, typeName, wholeOf } from './operands.ts';

const ONE = { min: 1, max: 1 };
const TWO = { min: 2, max: 2 };
const ANY = { min: 0, max: Number.POSITIVE_INFINITY };

export const ARRAYS: Record<string, ExpressionOperator> = {
  $isArray: eager('$isArray', ONE, (value) => Array.isArray(value)),
  $size: eager('$size', ONE, (value) => {
    if (Array.isArray(value)) return value.length;
    throw new MongoError(
      'Location17124',
      `The argument to $size must be an array, but was of type: ${typeName(value)}`,
    );
  }),
  $in: eager('$in', TWO, (value, array) => {
    if (!Array.isArray(array))
      throw new MongoError(
        'Location40081',
        `$in requires an array as a second argument, found: ${typeName(array)}`,
      );
    return array.some((item) => equalValues(item, value));
  }),
  $arrayElemAt: eager('$arrayElemAt', TWO, (array, index) =>
    nothing(array) || nothing(index)
      ? null
      : itemAt(arrayOf('$arrayElemAt', array), wholeOf('$arrayElemAt', index)),
  ),
  $first: eager('$first', ONE, (array) => (nothing(array) ? null : itemAt(arrayOf('$first', array), 0))),
  $last: eager('$last', ONE, (array) => (nothing(array) ? null : itemAt(arrayOf('$last', array), -1))),
  $concatArrays: eager('$concatArrays', ANY, (...arrays) =>
    arrays.some(nothing) ? null : arrays.flatMap((array) => arrayOf('$concatArrays', array)),
  ),
  $reverseArray: eager('$reverseArray', ONE, (array) =>
    nothing(array) ? null : arrayOf('$reverseArray', array).toReversed(),
  ),
  $slice: eager('$slice', { min: 2, max: 3 }, slice),
  $indexOfArray: eager('$indexOfArray', { min: 2, max: 4 }, (array, value, start = 0, end) => {
    if (nothing(array)) return null;
    const items = arrayOf('$indexOfArray', array);
    const last = end === undefined ? items.length : wholeOf('$indexOfArray', end);
    return items.findIndex(
      (item, i) => i >= wholeOf('$indexOfArray', start) && i < last && equalValues(item, value),
    );
  }),
  $range: eager('$range', { min: 2, max: 3 }, (start, end, step = 1) => {
    const [from, to, by] = [start, end, step].map((n) => wholeOf('$range', n)) as [number, number, number];
    if (by === 0) throw new MongoError('Location34449', '$range requires a non-zero step value');
    return Array.from({ length: Math.max(0, Math.ceil((to - from) / by)) }, (_, i) => from + i * by);
  }),
  $sortArray: (operand, compile) => {
    const { input, sortBy } = namedOperands('$sortArray', operand, { required: ['input', 'sortBy'] });
    const evaluate = compile(input);
    return (scope) => {
      const items = evaluate(scope);
      return nothing(items) ? null : sortArray(arrayOf('$sortArray', items), sortBy);
    };
  },
  $objectToArray: eager('$objectToArray', ONE, (value) => {
    if (nothing(value)) return null;
    if (!isDocument(value))
      throw new MongoError(
        'Location40390',
        `$objectToArray requires a document input, found: ${typeName(value)}`,
      );
    return Object.entries(value).map(([k, v]) => ({ k, v }));
  }),
  $arrayToObject: eager('$arrayToObject', ONE, (value) => {
    if (nothing(value)) return null;
    return Object.fromEntries(arrayOf('$arrayToObject', value).map(pairOf));
  }),
  $mergeObjects: eager('$mergeObjects', ANY, (...values) =>
    Object.assign({}, ...values.flat().map(documentOrNothing)),
  ),
  $zip: named('$zip', { required: ['inputs'] }, ({ inputs }) => {
    const lists = arrayOf('$zip', inputs);
    if (lists.some(nothing)) return null;
    const arrays = lists.map((list) => arrayOf('$zip', list));
    const length = Math.min(...arrays.map((array) => array.length));
    return Array.from({ length }, (_, i) => arrays.map((array) => array[i]));
  }),
  $setUnion: eager('$setUnion', ANY, (...sets) =>
    sets.some(nothing) ? null : asSet(sets.flatMap((set) => arrayOf('$setUnion', set))),
  ),
  $setIntersection: eager('$setIntersection', ANY, (...sets) => {
    if (sets.some(nothing)) return null;
    const [first = [], ...rest] = sets.map((set) => arrayOf('$setIntersection', set));
    return asSet(first.filter((item) => rest.every((other) => contains(other, item))));
  }),
  $setDifference: eager('$setDifference', TWO, (a, b) => {
    if (nothing(a) || nothing(b)) return null;
    const unwanted = arrayOf('$setDifference', b);
    return distinctItems(arrayOf('$setDifference', a).filter((item) => !contains(unwanted, item)));
  }),
  $setIsSubset: eager('$setIsSubset', TWO, (a, b) => {
    const whole = arrayOf('$setIsSubset', b);
    return arrayOf('$setIsSubset', a).every((item) => contains(whole, item));
  }),
  $setEquals: eager('$setEquals', { min: 2, max: Number.POSITIVE_INFINITY }, (...sets) => {
    const [first, ...rest] = sets.map((set) => asSet(arrayOf('$setEquals', set)));
    return rest.every((other) => equalValues(first, other));
  }),
};

function itemAt(array: unknown[], index: number): unknown {
  const place = index < 0 ? array.length + index : index;
  return place >= 0 && place < array.length ? array[place] : MISSING;
}

function slice(array: unknown, first: unknown, count?: unknown): unknown {
  if (nothing(array) || nothing(first)) return null;
  const items = arrayOf('$slice', array);
  const from = wholeOf('$slice', first);
  if (count === undefined) return from < 0 ? items.slice(from) : items.slice(0, from);
  const length = wholeOf('$slice', count);
  if (length <= 0)
    throw new MongoError('Location28729', `Third argument to $slice must be positive: ${length}`);
  const start = from < 0 ? Math.max(0, items.length + from) : from;
  return items.slice(start, start + length);
}

function sortArray(items: unknown[], sortBy: unknown): unknown[] {
  if (isDocument(sortBy)) {
    return sortDocuments(items, parseSort(sortBy), { documentOf: (item) => (isDocument(item) ? item : {}) });
  }
  const direction = wholeOf('$sortArray', sortBy);
  return items.toSorted((a, b) => compareValues(a, b) * direction);
}

function pairOf(item: unknown): [string, unknown] {
  const [key, value] = Array.isArray(item) ? item : isDocument(item) ? [item.k, item.v] : [];
  if (typeof key !== 'string')
    throw new MongoError('Location40386', '$arrayToObject requires an array of key-value pairs');
  return [key, value];
}

function documentOrNothing(value: unknown): object {
  if (nothing(value)) return {};
  if (isDocument(value)) return value;
  throw new MongoError(
    'Location40400',
    `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`,
  );
}

/** MongoDB returns a set in the order of its values. */
function asSet(items: unknown[]): unknown[] {
  const sorted = items.toSorted((a, b) => compareValues(a, b));
  return sorted.filter((item, i) => i === 0 || !equalValues(item, sorted[i - 1]));
}

function distinctItems(items: unknown[]): unknown[] {
  return items.filter((item, i) => items.findIndex((other) => equalValues(other, item)) === i);
}

function contains(items: unknown[], wanted: unknown): boolean {
  return items.some((item) => equalValues(item, wanted));
}
