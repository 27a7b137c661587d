import { expect, it } from 'vitest';
import { createBusinessDays } from '../../src/adapters/calendar/business-days.ts';

const { after, left } = createBusinessDays('America/Bogota');

it.each([
  ['a plain week', '2026-11-23T15:00:00Z', 4, '2026-11-27'],
  ['over a weekend', '2026-11-27T15:00:00Z', 1, '2026-11-30'],
  ['over the Immaculate Conception, a Tuesday', '2026-12-07T15:00:00Z', 1, '2026-12-09'],
  ['over Epiphany moved to Monday', '2027-01-08T15:00:00Z', 1, '2027-01-12'],
  ['over Maundy Thursday and Good Friday', '2027-03-24T15:00:00Z', 1, '2027-03-29'],
  ['over the turn of the year', '2026-12-31T15:00:00Z', 1, '2027-01-04'],
  ['a claim, fifteen days', '2026-11-20T15:00:00Z', 15, '2026-12-14'],
  ['asked in the evening of Bogotá, when it is tomorrow in UTC', '2026-11-24T03:00:00Z', 1, '2026-11-24'],
  ['asked on a Sunday', '2026-11-22T15:00:00Z', 1, '2026-11-23'],
])('%s', (_name, at, days, day) => {
  expect(after(new Date(at), days)).toBe(day);
});

it.each([
  ['the last day itself', '2026-12-14T15:00:00Z', '2026-12-14', 0],
  ['a claim, on the day it is made', '2026-11-20T15:00:00Z', '2026-12-14', 15],
  ['over a holiday', '2026-12-07T15:00:00Z', '2026-12-09', 1],
  ['over since yesterday', '2026-12-15T15:00:00Z', '2026-12-14', -1],
  ['over since a weekend', '2026-12-13T15:00:00Z', '2026-12-11', -1],
])('what is left: %s', (_name, at, day, days) => {
  expect(left(new Date(at), day)).toBe(days);
});
