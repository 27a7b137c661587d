import { type Collator, compareValues, equalValues } from '../bson/compare.ts';
import { isDocument, MISSING } from '../bson/document.ts';
import { toDouble } from '../bson/number.ts';
import { isNumeric, isTypeName, rankOf, TYPE_NUMBERS, typeOf } from '../bson/types.ts';
import { MongoError } from '../errors.ts';
import { fromBson, isRegex } from './regex.ts';

/** A test of one value, MISSING included; arrays are opened by the caller. */
export type ValueTest = (value: unknown) => boolean;

export function equals(operand: unknown, collator: Collator): ValueTest {
  if (operand === null || operand === undefined) return (v) => v === MISSING || v === null || v === undefined;
  if (isRegex(operand)) return matchesRegex(operand);
  return (value) => value !== MISSING && equalValues(value, operand, collator);
}

/** MongoDB compares within a type only: `{ $gt: 5 }` never finds a string. */
export function ordered(
  operator: '$gt' | '$gte' | '$lt' | '$lte',
  operand: unknown,
  collator: Collator,
): ValueTest {
  if (isRegex(operand)) throw new MongoError('BadValue', `Can't have RegEx as arg to predicate over field`);
  const accepts = ACCEPTED[operator];
  const allowsEqual = operator === '$gte' || operator === '$lte';
  if (operand === null || operand === undefined) {
    return (value) => allowsEqual && (value === MISSING || value === null || value === undefined);
  }
  const rank = rankOf(operand);
  const acrossTypes = rank === rankOf(MIN) || rank === rankOf(MAX);
  return (value) => {
    if (value === MISSING) return false;
    if (rankOf(value) !== rank && !acrossTypes) return false;
    if (isNotANumber(value) || isNotANumber(operand)) {
      return allowsEqual && isNotANumber(value) && isNotANumber(operand);
    }
    return accepts(compareValues(value, operand, collator));
  };
}

export function isIn(operand: unknown, collator: Collator): ValueTest {
  if (!Array.isArray(operand)) throw new MongoError('BadValue', '$in needs an array');
  for (const item of operand) {
    if (isDocument(item) && Object.keys(item)[0]?.startsWith('$')) {
      throw new MongoError('BadValue', 'cannot nest $ under $in');
    }
  }
  const plain = collator ? null : primitives(operand);
  if (plain) return (value) => plain.has(value);
  const tests = operand.map((item) => equals(item, collator));
  return (value) => tests.some((test) => test(value));
}

export function hasType(operand: unknown): ValueTest {
  const wanted = Array.isArray(operand) ? operand : [operand];
  const names = new Set<string>();
  for (const item of wanted) {
    if (item === 'number') for (const name of ['int', 'long', 'double', 'decimal']) names.add(name);
    else names.add(typeNamed(item));
  }
  return (value) => value !== MISSING && names.has(typeOf(value));
}

export function remainder(operand: unknown): ValueTest {
  if (!Array.isArray(operand)) throw new MongoError('BadValue', 'malformed mod, needs to be an array');
  if (operand.length !== 2) {
    throw new MongoError(
      'BadValue',
      `malformed mod, ${operand.length < 2 ? 'not enough' : 'too many'} elements`,
    );
  }
  const [divisor, rest] = operand.map(wholeNumber);
  if (divisor === undefined || rest === undefined || divisor === 0n) {
    throw new MongoError('BadValue', 'divisor cannot be 0');
  }
  return (value) =>
    isNumeric(value) && Number.isFinite(toDouble(value)) && wholeNumber(value) % divisor === rest;
}

export function hasSize(operand: unknown): (value: unknown) => boolean {
  if (!isNumeric(operand)) {
    throw new MongoError(
      'FailedToParse',
      `Failed to parse $size. Expected a number in: $size: ${String(operand)}`,
    );
  }
  const size = toDouble(operand);
  if (size < 0 || !Number.isInteger(size)) {
    throw new MongoError('BadValue', 'Failed to parse $size. Expected a non-negative integer');
  }
  return (value) => Array.isArray(value) && value.length === size;
}

const MIN = { _bsontype: 'MinKey' };
const MAX = { _bsontype: 'MaxKey' };

const ACCEPTED = {
  $gt: (order: number) => order > 0,
  $gte: (order: number) => order >= 0,
  $lt: (order: number) => order < 0,
  $lte: (order: number) => order <= 0,
};

function matchesRegex(operand: Parameters<typeof fromBson>[0]): ValueTest {
  const regex = fromBson(operand);
  return (value) =>
    typeof value === 'string' ? regex.test(value) : isRegex(value) && equalValues(value, operand);
}

/** A set where every item is a string or a boolean, which have only one shape; else null. */
function primitives(items: unknown[]): Set<unknown> | null {
  return items.every((item) => typeof item === 'string' || typeof item === 'boolean') ? new Set(items) : null;
}

function typeNamed(item: unknown): string {
  if (typeof item === 'string') {
    if (isTypeName(item)) return item;
    throw new MongoError('BadValue', `Unknown type name alias: ${item}`);
  }
  if (!isNumeric(item))
    throw new MongoError('TypeMismatch', 'type must be represented as a number or a string');
  const name = TYPE_NUMBERS[toDouble(item)];
  if (!name) throw new MongoError('BadValue', `Invalid numerical type code: ${toDouble(item)}`);
  return name;
}

function wholeNumber(value: unknown): bigint {
  if (!isNumeric(value)) throw new MongoError('BadValue', 'malformed mod, divisor not a number');
  return BigInt(Math.trunc(toDouble(value)));
}

function isNotANumber(value: unknown): boolean {
  return isNumeric(value) && Number.isNaN(toDouble(value));
}
