import { Decimal128, Double, Long } from 'bson';

/** A finite number without any rounding: coefficient × 10^exponent. */
export interface Exact {
  coefficient: bigint;
  exponent: number;
}

/** The nearest double. */
export function toDouble(value: unknown): number {
  if (typeof value === 'number') return value;
  if (value instanceof Double) return value.value;
  if (value instanceof Long) return value.toNumber();
  if (value instanceof Decimal128) return Number(value.toString());
  throw new TypeError('not a number');
}

export function compareNumbers(a: unknown, b: unknown): number {
  const x = toDouble(a);
  const y = toDouble(b);
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(y)) - Number(Number.isNaN(x));
  if (isExactDouble(a) && isExactDouble(b)) return x < y ? -1 : x > y ? 1 : 0;
  const p = toExact(a);
  const q = toExact(b);
  if (!p || !q) return x < y ? -1 : x > y ? 1 : 0;
  return compareExact(p, q);
}

/** Null for NaN and the infinities. */
export function toExact(value: unknown): Exact | null {
  if (value instanceof Long) return { coefficient: value.toBigInt(), exponent: 0 };
  if (value instanceof Decimal128) return parseDecimal(value.toString());
  return exactDouble(toDouble(value));
}

export function compareExact(a: Exact, b: Exact): number {
  const { coefficient } = subtractExact(a, b);
  return coefficient < 0n ? -1 : coefficient > 0n ? 1 : 0;
}

export function subtractExact(a: Exact, b: Exact): Exact {
  const exponent = Math.min(a.exponent, b.exponent);
  const left = a.coefficient * 10n ** BigInt(a.exponent - exponent);
  const right = b.coefficient * 10n ** BigInt(b.exponent - exponent);
  return { coefficient: left - right, exponent };
}

export function exactDouble(n: number): Exact | null {
  if (!Number.isFinite(n)) return null;
  if (Number.isInteger(n)) return { coefficient: BigInt(n), exponent: 0 };
  let mantissa = n;
  let halvings = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    halvings++;
  }
  return { coefficient: BigInt(mantissa) * 5n ** BigInt(halvings), exponent: -halvings };
}

export function parseDecimal(text: string): Exact | null {
  const match = /^(-?)(\d+)(?:\.(\d*))?(?:E([+-]?\d+))?$/.exec(text);
  if (!match) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const coefficient = BigInt(whole + fraction) * (sign ? -1n : 1n);
  return { coefficient, exponent: Number(exponent) - fraction.length };
}

function isExactDouble(value: unknown): boolean {
  if (value instanceof Long) return Math.abs(value.toNumber()) <= Number.MAX_SAFE_INTEGER;
  return !(value instanceof Decimal128);
}
