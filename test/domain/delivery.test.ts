import { describe, expect, it } from 'vitest';
import {
  backoff,
  isFailure,
  retryFor,
  statusRank,
  WINDOW_MS,
  windowOpen,
} from '../../src/domain/delivery.ts';
import { refusesForm } from '../../src/domain/form-refusal.ts';

describe('a refusal may be tried again', () => {
  it.each([
    [429, 20429, 'soon'],
    [429, null, 'soon'],
    [500, null, 'soon'],
    [503, 20503, 'soon'],
    [400, 63018, 'soon'],
    [400, 14107, 'soon'],
    [null, 63018, 'soon'],
    [null, 63049, 'later'],
    [400, 63038, 'later'],
    [400, 63016, 'never'],
    [null, 63024, 'never'],
    [400, 21211, 'never'],
    [404, null, 'never'],
    [null, null, 'never'],
  ] as const)('HTTP %s with code %s: %s', (status, code, retry) => {
    expect(retryFor(status, code)).toBe(retry);
  });

  it('after a wait that doubles, up to a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 60].map(backoff)).toEqual([
      1_000, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000,
    ]);
  });

  it('in other looks, where the looks were refused', () => {
    expect([63021, 63013, 21656].map(refusesForm)).toEqual([true, true, true]);
    expect([63018, 63024, null].map(refusesForm)).toEqual([false, false, false]);
  });
});

describe('a status', () => {
  it('has its rank, and a word we do not know has none', () => {
    const order = ['accepted', 'queued', 'sending', 'sent', 'undelivered', 'delivered', 'read'];
    const ranks = order.map((status) => statusRank(status) ?? Number.NaN);
    expect(ranks).toEqual([...ranks].sort((one, other) => one - other));
    expect(new Set(ranks).size).toBe(order.length);
    expect(statusRank('teleported')).toBeNull();
  });

  it('tells a failure', () => {
    expect(['failed', 'undelivered', 'canceled'].every(isFailure)).toBe(true);
    expect(['sent', 'delivered', 'read', 'queued'].some(isFailure)).toBe(false);
  });
});

describe("WhatsApp's window", () => {
  const now = new Date('2026-11-01T12:00:00Z');
  it.each([
    ['nobody ever wrote', null, false],
    ['just now', 0, true],
    ['a moment before it closes', WINDOW_MS - 1, true],
    ['as it closes', WINDOW_MS, false],
  ])('%s', (_, ago, open) => {
    expect(windowOpen(ago === null ? null : new Date(now.getTime() - ago), now)).toBe(open);
  });
});
