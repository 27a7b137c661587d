import { Decimal128, Double, Long } from 'bson';
import { compareExact, type Exact, toDouble, toExact } from './number.ts';
import { typeOf } from './types.ts';

type Operation = '+' | '-' | '*';

const INT_MAX = 0x7fffffffn;
const LONG_MAX = 0x7fffffffffffffffn;
/** Digits of a Decimal128 coefficient (IEEE 754-2008 decimal128). */
const DECIMAL_DIGITS = 34;

/** The result's type follows MongoDB: decimal wins over double, double over long, and an int grows into a long. */
export function calculate(operation: Operation, a: unknown, b: unknown): unknown {
  const types = new Set([typeOf(a), typeOf(b)]);
  if (types.has('decimal')) return calculateDecimal(operation, a, b);
  if (types.has('double')) return asDouble(onDoubles(operation, toDouble(a), toDouble(b)));
  const result = onIntegers(operation, integer(a), integer(b));
  if (types.has('long')) return inLong(result) ? Long.fromBigInt(result) : asDouble(Number(result));
  if (inInt(result)) return Number(result);
  return inLong(result) ? Long.fromBigInt(result) : asDouble(Number(result));
}

/** Whether an integer result of `$inc` or `$mul` left 64 bits, which MongoDB refuses there. */
export function overflowsLong(operation: Operation, a: unknown, b: unknown): boolean {
  const integral = (value: unknown) => typeOf(value) === 'int' || typeOf(value) === 'long';
  return integral(a) && integral(b) && !inLong(onIntegers(operation, integer(a), integer(b)));
}

/** Keeps a double a double where its value alone would be written as an int. */
export function asDouble(n: number): number | Double {
  return typeOf(n) === 'int' ? new Double(n) : n;
}

export function integer(value: unknown): bigint {
  return value instanceof Long ? value.toBigInt() : BigInt(toDouble(value));
}

export function fromInteger(n: bigint, type: 'int' | 'long'): number | Long {
  return type === 'int' && inInt(n) ? Number(n) : Long.fromBigInt(n);
}

/** A number rounded to decimal places, as text; null where it is not finite. */
export function roundDecimal(
  value: unknown,
  places: number,
  direction: 'up' | 'down' | 'zero' | 'even',
): string | null {
  const exact = toExact(value);
  if (!exact) return null;
  const surplus = -places - exact.exponent;
  if (surplus <= 0) return `${exact.coefficient}E${exact.exponent}`;
  const divisor = 10n ** BigInt(surplus);
  const { coefficient } = exact;
  const truncated = coefficient / divisor;
  const inexact = truncated * divisor !== coefficient;
  const negative = coefficient < 0n;
  const rounded = {
    zero: () => truncated,
    even: () => roundHalfEven(coefficient, divisor),
    up: () => (inexact && !negative ? truncated + 1n : truncated),
    down: () => (inexact && negative ? truncated - 1n : truncated),
  }[direction]();
  return `${rounded}E${-places}`;
}

function calculateDecimal(operation: Operation, a: unknown, b: unknown): Decimal128 {
  const x = toExact(a);
  const y = toExact(b);
  if (!x || !y) return Decimal128.fromString(specialText(onDoubles(operation, toDouble(a), toDouble(b))));
  return toDecimal(onExact(operation, x, y));
}

function toDecimal({ coefficient, exponent }: Exact): Decimal128 {
  const digits = String(coefficient < 0n ? -coefficient : coefficient).length;
  const surplus = Math.max(0, digits - DECIMAL_DIGITS);
  const rounded = surplus > 0 ? roundHalfEven(coefficient, 10n ** BigInt(surplus)) : coefficient;
  return Decimal128.fromString(`${rounded}E${exponent + surplus}`);
}

function roundHalfEven(n: bigint, divisor: bigint): bigint {
  const quotient = n / divisor;
  const rest = (n < 0n ? -(n % divisor) : n % divisor) * 2n;
  const up = rest > divisor || (rest === divisor && quotient % 2n !== 0n);
  return up ? quotient + (n < 0n ? -1n : 1n) : quotient;
}

function onExact(operation: Operation, x: Exact, y: Exact): Exact {
  if (operation === '*') {
    return { coefficient: x.coefficient * y.coefficient, exponent: x.exponent + y.exponent };
  }
  const exponent = Math.min(x.exponent, y.exponent);
  const left = x.coefficient * 10n ** BigInt(x.exponent - exponent);
  const right = y.coefficient * 10n ** BigInt(y.exponent - exponent);
  return { coefficient: operation === '+' ? left + right : left - right, exponent };
}

function onDoubles(operation: Operation, x: number, y: number): number {
  return operation === '+' ? x + y : operation === '-' ? x - y : x * y;
}

function onIntegers(operation: Operation, x: bigint, y: bigint): bigint {
  return operation === '+' ? x + y : operation === '-' ? x - y : x * y;
}

function specialText(n: number): string {
  return Number.isNaN(n) ? 'NaN' : n > 0 ? 'Infinity' : '-Infinity';
}

function inInt(n: bigint): boolean {
  return n <= INT_MAX && n >= -INT_MAX - 1n;
}

function inLong(n: bigint): boolean {
  return n <= LONG_MAX && n >= -LONG_MAX - 1n;
}

export function isZero(value: unknown): boolean {
  const exact = toExact(value);
  return exact !== null && compareExact(exact, { coefficient: 0n, exponent: 0 }) === 0;
}
