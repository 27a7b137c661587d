import { ObjectId } from 'bson';
import { MongoError } from '../../errors.ts';
import { nothing, typeName } from './operands.ts';

/** The date whose UTC fields read as the clock of the time zone. */
export function inZone(operator: string, value: unknown, timezone: unknown): Date {
  const date = value instanceof ObjectId ? value.getTimestamp() : value;
  if (!(date instanceof Date))
    throw new MongoError(
      'Location16006',
      `${operator}: can't convert from BSON type ${typeName(value)} to Date`,
    );
  return new Date(date.getTime() + offsetAt(date, timezone));
}

/** The instant at which the clock of the time zone reads like this. */
export function fromZone(local: Date, timezone: unknown): Date {
  const guess = new Date(local.getTime() - offsetAt(local, timezone));
  return new Date(local.getTime() - offsetAt(guess, timezone));
}

function offsetAt(date: Date, timezone: unknown): number {
  if (nothing(timezone)) return 0;
  const fixed = /^([+-])(\d\d):?(\d\d)?$/.exec(String(timezone));
  if (fixed) {
    const minutes = Number(fixed[2]) * 60 + Number(fixed[3] ?? 0);
    return (fixed[1] === '-' ? -1 : 1) * minutes * 60_000;
  }
  const clock = clockOf(String(timezone)).formatToParts(date);
  const field = (type: string) => Number(clock.find((item) => item.type === type)?.value);
  const local = Date.UTC(
    field('year'),
    field('month') - 1,
    field('day'),
    field('hour'),
    field('minute'),
    field('second'),
  );
  return local - Math.floor(date.getTime() / 1000) * 1000;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  try {
    const clock = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    clocks.set(timeZone, clock);
    return clock;
  } catch (error) {
    throw new MongoError(
      'Location40485',
      `unrecognized time zone identifier: "${timeZone}" (${(error as Error).message})`,
    );
  }
}
