import { equalValues } from '../bson/compare.ts';
import { type Document, isDocument, MISSING } from '../bson/document.ts';
import { MongoError } from '../errors.ts';
import { average, extreme, sum } from './operators/summary.ts';

/** The result of one group from its values, in the order the documents came. */
export type Accumulate = (values: unknown[]) => unknown;

/** Every accumulator of `$group` this server knows; each has a case in the contract suite. */
export const ACCUMULATORS: ReadonlyMap<string, Accumulate> = new Map(
  Object.entries<Accumulate>({
    $sum: sum,
    $avg: average,
    $min: (values) => extreme(values, -1),
    $max: (values) => extreme(values, 1),
    $count: (values) => values.length,
    $first: (values) => orNull(values[0]),
    $last: (values) => orNull(values.at(-1)),
    $push: (values) => values.filter((value) => value !== MISSING),
    $addToSet: (values) => {
      const present = values.filter((value) => value !== MISSING);
      return present.filter((value, i) => present.findIndex((other) => equalValues(other, value)) === i);
    },
    $mergeObjects: (values) =>
      Object.assign({}, ...values.filter((value) => !isNothing(value)).map(requireDocument)),
  }),
);

function orNull(value: unknown): unknown {
  return value === MISSING || value === undefined ? null : value;
}

function isNothing(value: unknown): boolean {
  return value === MISSING || value === null || value === undefined;
}

function requireDocument(value: unknown): Document {
  if (isDocument(value)) return value;
  throw new MongoError('Location40400', '$mergeObjects requires object inputs');
}
