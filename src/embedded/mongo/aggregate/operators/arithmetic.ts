import { Decimal128, Long } from 'bson';
import { asDouble, calculate, fromInteger, integer, isZero, roundDecimal } from '../../bson/arithmetic.ts';
import { toDouble } from '../../bson/number.ts';
import { isNumeric, typeOf } from '../../bson/types.ts';
import { MongoError } from '../../errors.ts';
import type { ExpressionOperator } from '../expression.ts';
import { eager, nothing, typeName, wholeOf } from './operands.ts';

const ONE = { min: 1, max: 1 };
const TWO = { min: 2, max: 2 };
const ANY = { min: 0, max: Number.POSITIVE_INFINITY };

export const ARITHMETIC: Record<string, ExpressionOperator> = {
  $add: eager('$add', ANY, add),
  $subtract: eager('$subtract', TWO, subtract),
  $multiply: eager('$multiply', ANY, (...values) => {
    if (values.some(nothing)) return null;
    return values.reduce((product, value) => calculate('*', product, numeric('$multiply', value)), 1);
  }),
  $divide: eager('$divide', TWO, divide),
  $mod: eager('$mod', TWO, mod),
  $abs: eager('$abs', ONE, (value) => {
    if (nothing(value)) return null;
    const negative = toDouble(numeric('$abs', value)) < 0;
    return negative ? calculate('-', 0, value) : value;
  }),
  $ceil: eager('$ceil', ONE, (value) => rounded('$ceil', value, 0, 'up')),
  $floor: eager('$floor', ONE, (value) => rounded('$floor', value, 0, 'down')),
  $trunc: eager('$trunc', { min: 1, max: 2 }, (value, places) =>
    rounded('$trunc', value, places ?? 0, 'zero'),
  ),
  $round: eager('$round', { min: 1, max: 2 }, (value, places) =>
    rounded('$round', value, places ?? 0, 'even'),
  ),
  $sqrt: eager('$sqrt', ONE, (value) => {
    if (nothing(value)) return null;
    const n = toDouble(numeric('$sqrt', value));
    if (n < 0) throw new MongoError('Location28714', "$sqrt's argument must be greater than or equal to 0");
    return asDouble(Math.sqrt(n));
  }),
  $pow: eager('$pow', TWO, (base, exponent) => {
    if (nothing(base) || nothing(exponent)) return null;
    return power(numeric('$pow', base), numeric('$pow', exponent));
  }),
};

export function numeric(name: string, value: unknown): unknown {
  if (isNumeric(value)) return value;
  throw new MongoError('TypeMismatch', `${name} only supports numeric types, not ${typeName(value)}`);
}

function add(...values: unknown[]): unknown {
  let sum: unknown = 0;
  let date = false;
  for (const value of values) {
    if (nothing(value)) return null;
    if (value instanceof Date) {
      if (date) throw new MongoError('Location16612', 'only one date allowed in an $add expression');
      date = true;
      sum = calculate('+', sum, Long.fromNumber(value.getTime()));
    } else if (isNumeric(value)) sum = calculate('+', sum, value);
    else
      throw new MongoError(
        'TypeMismatch',
        `$add only supports numeric or date types, not ${typeName(value)}`,
      );
  }
  return date ? new Date(Math.round(toDouble(sum))) : sum;
}

function subtract(a: unknown, b: unknown): unknown {
  if (nothing(a) || nothing(b)) return null;
  if (a instanceof Date && b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime());
  if (a instanceof Date && isNumeric(b)) return new Date(a.getTime() - Math.round(toDouble(b)));
  if (isNumeric(a) && isNumeric(b)) return calculate('-', a, b);
  throw new MongoError('TypeMismatch', `can't $subtract ${typeName(b)} from ${typeName(a)}`);
}

function divide(a: unknown, b: unknown): unknown {
  if (nothing(a) || nothing(b)) return null;
  if (isZero(numeric('$divide', b))) throw new MongoError('BadValue', "can't $divide by zero");
  const quotient = toDouble(numeric('$divide', a)) / toDouble(b);
  const decimal = typeOf(a) === 'decimal' || typeOf(b) === 'decimal';
  return decimal ? Decimal128.fromString(String(quotient)) : asDouble(quotient);
}

function mod(a: unknown, b: unknown): unknown {
  if (nothing(a) || nothing(b)) return null;
  if (isZero(numeric('$mod', b))) throw new MongoError('Location16610', "can't $mod by zero");
  const types = [typeOf(numeric('$mod', a)), typeOf(b)];
  if (types.includes('double') || types.includes('decimal')) return asDouble(toDouble(a) % toDouble(b));
  return fromInteger(integer(a) % integer(b), types.includes('long') ? 'long' : 'int');
}

function power(base: unknown, exponent: unknown): unknown {
  const result = toDouble(base) ** toDouble(exponent);
  const whole = [base, exponent].every((value) => typeOf(value) === 'int' || typeOf(value) === 'long');
  if (!whole || !Number.isSafeInteger(result)) return asDouble(result);
  const long = base instanceof Long || exponent instanceof Long || Math.abs(result) > 0x7fffffff;
  return long ? Long.fromNumber(result) : result;
}

type Direction = 'up' | 'down' | 'zero' | 'even';

/** The result keeps the type; an integer has nothing to round right of the point. */
function rounded(name: string, value: unknown, places: unknown, direction: Direction): unknown {
  if (nothing(value) || nothing(places)) return null;
  const digits = wholeOf(name, places);
  const type = typeOf(numeric(name, value));
  if ((type === 'int' || type === 'long') && digits >= 0) return value;
  const exact = roundDecimal(value, digits, direction);
  if (exact === null) return value;
  if (type === 'decimal') return Decimal128.fromString(exact);
  if (type === 'double') return asDouble(Number(exact));
  return fromInteger(BigInt(Math.trunc(Number(exact))), value instanceof Long ? 'long' : 'int');
}
