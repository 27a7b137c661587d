import { Long, Timestamp } from 'bson';
import { calculate, fromInteger, integer, overflowsLong } from '../bson/arithmetic.ts';
import { compareValues, equalValues } from '../bson/compare.ts';
import { type Document, isDocument, MISSING } from '../bson/document.ts';
import { toDouble } from '../bson/number.ts';
import { isNumeric, typeOf } from '../bson/types.ts';
import { MongoError } from '../errors.ts';
import {
  compileMatch,
  compileValueCondition,
  isOperatorDocument,
  type MatchOptions,
} from '../query/match.ts';
import { pushTo } from './push.ts';

export interface UpdateContext extends MatchOptions {
  /** The document is about to be inserted by an upsert. */
  inserting: boolean;
  now: Date;
}

/** The field's new value from its present one; MISSING stands for an absent field, before and after. */
export type Modifier = (current: unknown) => unknown;

interface Operator {
  /** Whether the path is made where it does not exist. */
  creates: boolean;
  prepare: (operand: unknown, path: string, context: UpdateContext) => Modifier;
}

/** Every update operator but `$rename`, which touches two paths. */
export const OPERATORS: Record<string, Operator> = {
  $set: { creates: true, prepare: (operand) => () => operand },
  $setOnInsert: {
    creates: true,
    prepare: (operand, _path, context) => (current) => (context.inserting ? operand : current),
  },
  $unset: { creates: false, prepare: () => () => MISSING },
  $inc: { creates: true, prepare: (operand, path) => arithmetic('+', '$inc', operand, path) },
  $mul: { creates: true, prepare: (operand, path) => arithmetic('*', '$mul', operand, path) },
  $min: {
    creates: true,
    prepare:
      (operand, _path, { collator }) =>
      (current) =>
        current === MISSING || compareValues(operand, current, collator) < 0 ? operand : current,
  },
  $max: {
    creates: true,
    prepare:
      (operand, _path, { collator }) =>
      (current) =>
        current === MISSING || compareValues(operand, current, collator) > 0 ? operand : current,
  },
  $currentDate: { creates: true, prepare: currentDate },
  $bit: { creates: true, prepare: bitwise },
  $push: { creates: true, prepare: pushTo },
  $addToSet: { creates: true, prepare: addToSet },
  $pop: { creates: false, prepare: pop },
  $pull: { creates: false, prepare: pull },
  $pullAll: { creates: false, prepare: pullAll },
};

export function arrayAt(current: unknown, operator: string, path: string): unknown[] {
  if (Array.isArray(current)) return current;
  throw new MongoError(
    'BadValue',
    `The field '${path}' must be an array but is of type ${typeOf(current)}; ${operator} cannot be applied`,
  );
}

function arithmetic(operation: '+' | '*', operator: string, operand: unknown, path: string): Modifier {
  if (!isNumeric(operand)) {
    throw new MongoError(
      'TypeMismatch',
      `Cannot ${operator === '$inc' ? 'increment' : 'multiply'} with non-numeric argument: {${path}}`,
    );
  }
  return (current) => {
    if (current === MISSING) return operation === '+' ? operand : calculate('*', operand, 0);
    if (!isNumeric(current)) {
      throw new MongoError(
        'TypeMismatch',
        `Cannot apply ${operator} to a value of non-numeric type. The field '${path}' has type ${typeOf(current)}`,
      );
    }
    if (overflowsLong(operation, current, operand)) {
      throw new MongoError(
        'BadValue',
        `Failed to apply ${operator} operations to current value of '${path}'`,
      );
    }
    return calculate(operation, current, operand);
  };
}

function currentDate(operand: unknown, path: string, { now }: UpdateContext): Modifier {
  if (typeof operand === 'boolean') return () => now;
  const type = isDocument(operand) ? operand.$type : undefined;
  if (type === 'date') return () => now;
  if (type === 'timestamp') {
    return () => Timestamp.fromBits(1, Math.floor(now.getTime() / 1000));
  }
  throw new MongoError(
    'BadValue',
    `The '$currentDate' of '${path}' must be true or a $type of 'date' or 'timestamp'`,
  );
}

function bitwise(operand: unknown, path: string): Modifier {
  const entries = isDocument(operand) ? Object.entries(operand) : [];
  if (entries.length === 0) throw new MongoError('BadValue', `The $bit of '${path}' needs and, or or xor`);
  for (const [name, mask] of entries) {
    if (!['and', 'or', 'xor'].includes(name)) throw new MongoError('BadValue', `$bit has no '${name}'`);
    if (typeOf(mask) !== 'int' && typeOf(mask) !== 'long')
      throw new MongoError('BadValue', `$bit '${name}' must be an integer`);
  }
  return (current) => {
    let value: unknown = current === MISSING ? 0 : current;
    if (typeOf(value) !== 'int' && typeOf(value) !== 'long') {
      throw new MongoError('BadValue', `Cannot apply $bit to a value of non-integral type at '${path}'`);
    }
    for (const [name, mask] of entries) {
      const type = value instanceof Long || mask instanceof Long ? 'long' : 'int';
      const [a, b] = [integer(value), integer(mask)];
      value = fromInteger(name === 'and' ? a & b : name === 'or' ? a | b : a ^ b, type);
    }
    return value;
  };
}

function addToSet(operand: unknown, path: string, { collator }: UpdateContext): Modifier {
  const items = eachOf(operand, '$addToSet');
  return (current) => {
    const result = current === MISSING ? [] : [...arrayAt(current, '$addToSet', path)];
    for (const item of items) {
      if (!result.some((existing) => equalValues(existing, item, collator))) result.push(item);
    }
    return result;
  };
}

function eachOf(operand: unknown, operator: string): unknown[] {
  if (!isDocument(operand) || Object.keys(operand)[0] !== '$each') return [operand];
  if (!Array.isArray(operand.$each))
    throw new MongoError('TypeMismatch', `The argument to $each in ${operator} must be an array`);
  const extra = Object.keys(operand).find((key) => key !== '$each');
  if (extra) throw new MongoError('BadValue', `Found unexpected fields after $each in ${operator}: ${extra}`);
  return operand.$each;
}

function pop(operand: unknown, path: string): Modifier {
  const side = isNumeric(operand) ? toDouble(operand) : Number.NaN;
  if (side !== 1 && side !== -1) throw new MongoError('FailedToParse', `$pop expects 1 or -1 for '${path}'`);
  return (current) => {
    if (current === MISSING) return current;
    if (!Array.isArray(current)) {
      throw new MongoError(
        'TypeMismatch',
        `Path '${path}' contains an element of non-array type '${typeOf(current)}'`,
      );
    }
    return side === 1 ? current.slice(0, -1) : current.slice(1);
  };
}

function pull(operand: unknown, path: string, context: UpdateContext): Modifier {
  const test = pullTest(operand, context);
  return (current) => {
    if (current === MISSING) return current;
    return arrayAt(current, '$pull', path).filter((item) => !test(item));
  };
}

function pullTest(operand: unknown, context: UpdateContext): (item: unknown) => boolean {
  const options = { collator: context.collator };
  if (!isDocument(operand))
    return compileValueCondition(
      typeOf(operand) === 'regex' ? { $regex: operand } : { $eq: operand },
      options,
    );
  if (isOperatorDocument(operand)) return compileValueCondition(operand, options);
  const matcher = compileMatch(operand, options);
  return (item) => isDocument(item) && matcher(item as Document);
}

function pullAll(operand: unknown, path: string, { collator }: UpdateContext): Modifier {
  if (!Array.isArray(operand)) throw new MongoError('BadValue', '$pullAll requires an array argument');
  return (current) => {
    if (current === MISSING) return current;
    const kept = (item: unknown) => !operand.some((unwanted) => equalValues(item, unwanted, collator));
    return arrayAt(current, '$pullAll', path).filter(kept);
  };
}
