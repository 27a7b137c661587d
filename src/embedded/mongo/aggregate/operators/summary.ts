import { Decimal128 } from 'bson';
import { asDouble, calculate } from '../../bson/arithmetic.ts';
import { compareValues } from '../../bson/compare.ts';
import { toDouble } from '../../bson/number.ts';
import { isNumeric, typeOf } from '../../bson/types.ts';
import type { ExpressionOperator } from '../expression.ts';
import { eager, nothing } from './operands.ts';

const ANY = { min: 0, max: Number.POSITIVE_INFINITY };

/** As expressions: over the items of one array, or over several operands. */
export const SUMMARIES: Record<string, ExpressionOperator> = {
  $sum: eager('$sum', ANY, (...values) => sum(itemsOf(values))),
  $avg: eager('$avg', ANY, (...values) => average(itemsOf(values))),
  $min: eager('$min', ANY, (...values) => extreme(itemsOf(values), -1)),
  $max: eager('$max', ANY, (...values) => extreme(itemsOf(values), 1)),
};

/** Whatever is not a number is passed over. */
export function sum(values: unknown[]): unknown {
  return values.filter(isPresentNumber).reduce((total, value) => calculate('+', total, value), 0);
}

export function average(values: unknown[]): unknown {
  const numbers = values.filter(isPresentNumber);
  if (numbers.length === 0) return null;
  const quotient = toDouble(sum(numbers)) / numbers.length;
  return numbers.some((n) => typeOf(n) === 'decimal')
    ? Decimal128.fromString(String(quotient))
    : asDouble(quotient);
}

export function extreme(values: unknown[], sign: 1 | -1): unknown {
  let best: unknown = null;
  let found = false;
  for (const value of values) {
    if (nothing(value)) continue;
    if (!found || compareValues(value, best) * sign > 0) best = value;
    found = true;
  }
  return best;
}

function itemsOf(values: unknown[]): unknown[] {
  const [only] = values;
  return values.length === 1 && Array.isArray(only) ? only : values;
}

function isPresentNumber(value: unknown): boolean {
  return !nothing(value) && isNumeric(value);
}
