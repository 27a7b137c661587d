import { isDocument, MISSING } from '../../bson/document.ts';
import { toDouble } from '../../bson/number.ts';
import { isNumeric, typeOf } from '../../bson/types.ts';
import { MongoError } from '../../errors.ts';
import type { Evaluate, ExpressionOperator } from '../expression.ts';

/** An operator that needs the values of its operands only, as a list. */
export function eager(
  name: string,
  counts: { min: number; max: number },
  apply: (...values: unknown[]) => unknown,
): ExpressionOperator {
  return (operand, compile) => {
    const operands = (Array.isArray(operand) ? operand : [operand]).map(compile);
    checkCount(name, operands.length, counts);
    return (scope) => apply(...operands.map((item) => item(scope)));
  };
}

/** An operator that takes named operands, `{ $op: { input: …, … } }`. */
export function named(
  name: string,
  fields: { required: readonly string[]; optional?: readonly string[] },
  apply: (values: Record<string, unknown>) => unknown,
): ExpressionOperator {
  return (operand, compile) => {
    const entries = Object.entries(namedOperands(name, operand, fields)).map(
      ([key, value]): [string, Evaluate] => [key, compile(value)],
    );
    return (scope) => apply(Object.fromEntries(entries.map(([key, value]) => [key, value(scope)])));
  };
}

export function namedOperands(
  name: string,
  operand: unknown,
  { required, optional = [] }: { required: readonly string[]; optional?: readonly string[] },
): Record<string, unknown> {
  if (!isDocument(operand))
    throw new MongoError('FailedToParse', `${name} only supports an object as its argument`);
  for (const key of Object.keys(operand)) {
    if (!required.includes(key) && !optional.includes(key)) {
      throw new MongoError('FailedToParse', `Unrecognized argument to ${name}: ${key}`);
    }
  }
  const missing = required.find((key) => !(key in operand));
  if (missing) throw new MongoError('FailedToParse', `Missing '${missing}' parameter to ${name}`);
  return operand;
}

export function nothing(value: unknown): value is null | undefined | typeof MISSING {
  return value === MISSING || value === null || value === undefined;
}

export function arrayOf(name: string, value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new MongoError(
    'TypeMismatch',
    `The argument to ${name} must be an array, but was of type: ${typeName(value)}`,
  );
}

export function wholeOf(name: string, value: unknown): number {
  const n = isNumeric(value) ? toDouble(value) : Number.NaN;
  if (!Number.isInteger(n))
    throw new MongoError('TypeMismatch', `${name} requires an integral number, found: ${typeName(value)}`);
  return n;
}

export function typeName(value: unknown): string {
  return value === MISSING ? 'missing' : typeOf(value);
}

function checkCount(name: string, count: number, { min, max }: { min: number; max: number }): void {
  if (count >= min && count <= max) return;
  const wanted = min === max ? `exactly ${min}` : `between ${min} and ${max}`;
  throw new MongoError(
    'Location16020',
    `Expression ${name} takes ${wanted} arguments. ${count} were passed in.`,
  );
}
