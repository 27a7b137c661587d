import { Long } from 'bson';
import {
  $dateDiff,
  $dateToString,
  $dateTrunc,
  $dayOfMonth,
  $dayOfWeek,
  $dayOfYear,
  $hour,
  $isoDayOfWeek,
  $isoWeek,
  $millisecond,
  $minute,
  $month,
  $second,
  $year,
} from 'mingo/operators/expression/date';
import type { Options } from 'mingo/types';
import { toDouble } from '../../bson/number.ts';
import { isNumeric } from '../../bson/types.ts';
import { MongoError } from '../../errors.ts';
import type { ExpressionOperator } from '../expression.ts';
import { named, namedOperands, nothing, wholeOf } from './operands.ts';
import { fromZone, inZone } from './time-zone.ts';

/** `mingo` knows the calendar; time zones and types are settled here before it is asked. */
export const DATES: Record<string, ExpressionOperator> = {
  $year: part('$year'),
  $month: part('$month'),
  $dayOfMonth: part('$dayOfMonth'),
  $dayOfYear: part('$dayOfYear'),
  $dayOfWeek: part('$dayOfWeek'),
  $isoDayOfWeek: part('$isoDayOfWeek'),
  $isoWeek: part('$isoWeek'),
  $hour: part('$hour'),
  $minute: part('$minute'),
  $second: part('$second'),
  $millisecond: part('$millisecond'),
  $dateToString: named(
    '$dateToString',
    { required: ['date'], optional: ['format', 'timezone', 'onNull'] },
    (values) => {
      if (nothing(values.date)) return values.onNull ?? null;
      const local = inZone('$dateToString', values.date, values.timezone);
      return ask('$dateToString', { date: local, format: format(values.format, values.timezone) });
    },
  ),
  $dateTrunc: named(
    '$dateTrunc',
    { required: ['date', 'unit'], optional: ['binSize', 'timezone', 'startOfWeek'] },
    (values) => {
      const { date, unit, timezone, binSize = 1, startOfWeek = 'sunday' } = values;
      if (nothing(date) || nothing(unit)) return null;
      const local = inZone('$dateTrunc', date, timezone);
      const start = ask('$dateTrunc', { date: local, unit: unitOf(unit), binSize, startOfWeek }) as Date;
      return fromZone(start, timezone);
    },
  ),
  $dateDiff: named(
    '$dateDiff',
    { required: ['startDate', 'endDate', 'unit'], optional: ['timezone', 'startOfWeek'] },
    (values) => {
      const { startDate, endDate, unit, timezone, startOfWeek = 'sunday' } = values;
      if (nothing(startDate) || nothing(endDate)) return null;
      const [start, end] = [startDate, endDate].map((date) => inZone('$dateDiff', date, timezone));
      return Long.fromNumber(
        Number(ask('$dateDiff', { startDate: start, endDate: end, unit: unitOf(unit), startOfWeek })),
      );
    },
  ),
  $dateAdd: shift('$dateAdd', 1),
  $dateSubtract: shift('$dateSubtract', -1),
};

export function textOfDate(date: Date): string {
  return date.toISOString();
}

const CALENDAR = {
  $year,
  $month,
  $dayOfMonth,
  $dayOfYear,
  $dayOfWeek,
  $isoDayOfWeek,
  $isoWeek,
  $hour,
  $minute,
  $second,
  $millisecond,
  $dateToString,
  $dateTrunc,
  $dateDiff,
};
type Name = keyof typeof CALENDAR;

/** Without a context: every operand is a value already, no operator is looked up. */
const OPTIONS = { failOnError: true, useStrictMode: true, scriptEnabled: false } as unknown as Options;

function ask(name: Name, values: Record<string, unknown>): unknown {
  const operator = CALENDAR[name] as (document: unknown, operand: unknown, options: Options) => unknown;
  return operator({}, values, OPTIONS);
}

function part(name: Name): ExpressionOperator {
  return (operand, compile) => {
    const isNamed = typeof operand === 'object' && operand !== null && 'date' in operand;
    const parts = isNamed
      ? namedOperands(name, operand, { required: ['date'], optional: ['timezone'] })
      : null;
    const date = compile(
      parts ? parts.date : Array.isArray(operand) && operand.length === 1 ? operand[0] : operand,
    );
    const timezone = compile(parts?.timezone ?? null);
    return (scope) => {
      const value = date(scope);
      return nothing(value) ? null : ask(name, { date: inZone(name, value, timezone(scope)) });
    };
  };
}

function shift(name: string, sign: 1 | -1): ExpressionOperator {
  return named(name, { required: ['startDate', 'unit', 'amount'], optional: ['timezone'] }, (values) => {
    const { startDate, unit, amount, timezone } = values;
    if (nothing(startDate) || nothing(amount)) return null;
    const local = inZone(name, startDate, timezone);
    const count = sign * (isNumeric(amount) ? toDouble(amount) : wholeOf(name, amount));
    return fromZone(shifted(local, unitOf(unit), count), timezone);
  });
}

const MS: Record<string, number> = {
  week: 604_800_000,
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1_000,
  millisecond: 1,
};
const MONTHS: Record<string, number> = { year: 12, quarter: 3, month: 1 };

function unitOf(unit: unknown): string {
  if (typeof unit === 'string' && (unit in MS || unit in MONTHS)) return unit;
  throw new MongoError('FailedToParse', `unknown time unit value: ${String(unit)}`);
}

/** A month later is the same day or, where the month is shorter, its last. */
function shifted(date: Date, unit: string, count: number): Date {
  const months = MONTHS[unit];
  if (months === undefined) return new Date(date.getTime() + count * (MS[unit] ?? 0));
  const result = new Date(date);
  result.setUTCDate(1);
  result.setUTCMonth(result.getUTCMonth() + count * months);
  const lastDay = new Date(Date.UTC(result.getUTCFullYear(), result.getUTCMonth() + 1, 0)).getUTCDate();
  result.setUTCDate(Math.min(date.getUTCDate(), lastDay));
  return result;
}

/** The specifiers that `mingo` gets right; a leading `$` it would take for a path. */
const FORMAT = /^(?!\$)(?:[^%]|%[YmdHMSLjuwV])*$/;

function format(given: unknown, timezone: unknown): string {
  if (nothing(given)) return nothing(timezone) ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L';
  if (typeof given === 'string' && FORMAT.test(given)) return given;
  throw new MongoError(
    'Location18536',
    `$dateToString: format '${String(given)}' is not supported by this server`,
  );
}
