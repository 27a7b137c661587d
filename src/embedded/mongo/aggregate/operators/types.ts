import { Decimal128, Double, Long, ObjectId } from 'bson';
import { asDouble } from '../../bson/arithmetic.ts';
import { toDouble } from '../../bson/number.ts';
import { isNumeric, typeOf } from '../../bson/types.ts';
import { MongoError } from '../../errors.ts';
import type { ExpressionOperator } from '../expression.ts';
import { truthy } from '../truth.ts';
import { eager, nothing, typeName } from './operands.ts';

const ONE = { min: 1, max: 1 };

export const TYPES: Record<string, ExpressionOperator> = {
  $type: eager('$type', ONE, typeName),
  $isNumber: eager('$isNumber', ONE, (value) => typeName(value) !== 'missing' && isNumeric(value)),
  $toBool: conversion('bool', (value) =>
    typeof value === 'string' || value instanceof Date ? true : truthy(value),
  ),
  $toString: conversion('string', textOf),
  $toInt: conversion('int', (value) => whole(value, 'int')),
  $toLong: conversion('long', (value) => Long.fromNumber(whole(value, 'long'))),
  $toDouble: conversion('double', (value) => asDouble(numberOf(value, 'double'))),
  $toDecimal: conversion('decimal', decimalOf),
  $toDate: conversion('date', dateOf),
  $toObjectId: conversion('objectId', (value) => {
    if (value instanceof ObjectId) return value;
    if (typeof value === 'string' && /^[0-9a-fA-F]{24}$/.test(value)) return new ObjectId(value);
    throw failure(value, 'objectId');
  }),
};

function conversion(type: string, convert: (value: unknown) => unknown): ExpressionOperator {
  return eager(`$to${type}`, ONE, (value) => (nothing(value) ? null : convert(value)));
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof ObjectId) return value.toHexString();
  if (isNumeric(value)) return value instanceof Double ? String(value.value) : String(value);
  if (typeof value === 'boolean') return String(value);
  throw failure(value, 'string');
}

function numberOf(value: unknown, target: string): number {
  if (isNumeric(value)) return toDouble(value);
  if (typeof value === 'boolean') return Number(value);
  if (value instanceof Date && target !== 'int') return value.getTime();
  if (typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value))
    return Number(value);
  throw failure(value, target);
}

/** A text keeps the digits it is written with. */
function decimalOf(value: unknown): Decimal128 {
  const n = numberOf(value, 'decimal');
  const exact = typeof value === 'string' || (isNumeric(value) && !(value instanceof Double));
  return Decimal128.fromString(String(exact ? value : n));
}

const LIMITS = { int: 0x7fffffff, long: Number.MAX_SAFE_INTEGER };

function whole(value: unknown, target: 'int' | 'long'): number {
  if (typeof value === 'string' && !/^[+-]?\d+$/.test(value)) throw failure(value, target);
  const n = Math.trunc(numberOf(value, target));
  if (Math.abs(n) > LIMITS[target] || Number.isNaN(n)) throw failure(value, target);
  return n;
}

function dateOf(value: unknown): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (typeof value === 'string') {
    const date = new Date(/[zZ]|[+-]\d\d:?\d\d$/.test(value) || !value.includes('T') ? value : `${value}Z`);
    if (!Number.isNaN(date.getTime())) return date;
  } else if (isNumeric(value) && typeOf(value) !== 'int') return new Date(Math.trunc(toDouble(value)));
  throw failure(value, 'date');
}

function failure(value: unknown, target: string): MongoError {
  return new MongoError(
    'ConversionFailure',
    `Unsupported conversion from ${typeName(value)} to ${target} in $convert with no onError value`,
  );
}
