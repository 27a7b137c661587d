import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../src/adapters/calendar/calendar.ts';
import { BINS, isSentTo } from '../../src/domain/broadcast.ts';
import { mayBeWrittenTo } from '../../src/domain/broadcast-consent.ts';
import { type Candidate, type PlanWish, planBroadcast } from '../../src/domain/broadcast-plan.ts';

const at = (local: string) => new Date(`${local}-05:00`);
const WEDNESDAY = at('2026-11-25T10:00');
const wish: PlanWish = {
  calendar: createCalendar('America/Bogota'),
  category: 'marketing',
  prices: { freeForm: 5, utility: 7, marketing: 20 },
  startsAt: WEDNESDAY,
  rate: 80,
  spreadHours: 0,
};

const one = (contactId: string, change: Partial<Candidate> = {}): Candidate => ({
  contactId,
  reachable: true,
  optedOut: 'nothing',
  excluded: false,
  enrolledConsentAt: at('2026-06-01T08:00'),
  receipts: [],
  lastInboundAt: null,
  writtenToday: false,
  ...change,
});

const binOf = (candidate: Candidate, change: Partial<PlanWish> = {}) =>
  planBroadcast([candidate], { ...wish, ...change }).persons[0]?.bin;

describe('the plan puts each person in one bin', () => {
  it.each<[string, Partial<Candidate>]>([
    ['by-template', {}],
    ['in-window', { lastInboundAt: at('2026-11-24T10:01') }],
    ['by-template', { lastInboundAt: at('2026-11-24T10:00') }],
    ['one-a-day', { writtenToday: true }],
    ['no-consent', { enrolledConsentAt: null }],
    ['opted-out', { optedOut: 'invitations' }],
    ['opted-out', { optedOut: 'everything' }],
    ['excluded-number', { excluded: true }],
    ['unreachable', { reachable: false }],
  ])('%s: %j', (bin, change) => {
    expect(binOf(one('a', change))).toBe(bin);
  });

  it('at night everybody waits for the morning, whoever may be written to', () => {
    const night = planBroadcast([one('a'), one('b', { optedOut: 'everything' })], {
      ...wish,
      startsAt: at('2026-11-28T20:00'),
    });
    expect(night.persons.map(({ bin }) => bin)).toEqual(['quiet-hours', 'opted-out']);
    expect(night.opensAt).toEqual(at('2026-11-30T07:00'));
    expect(night.persons[0]?.dueAt).toEqual(at('2026-11-30T07:00'));
  });

  it('a person with two businesses is written to once, and counted as a duplicate once', () => {
    const plan = planBroadcast([one('a'), one('a'), one('b')], wish);
    expect(plan.bins).toMatchObject({ 'by-template': 2, duplicate: 1 });
    expect(plan.persons).toHaveLength(2);
    expect(plan.people).toBe(2);
  });

  it('who had one today gets it on the next open day, not at all hours', () => {
    const plan = planBroadcast([one('a', { writtenToday: true })], {
      ...wish,
      startsAt: at('2026-11-28T14:00'),
    });
    expect(plan.persons[0]).toMatchObject({ bin: 'one-a-day', dueAt: at('2026-11-30T07:00') });
  });

  it('what does not fit before closing time waits for the morning', () => {
    const many = Array.from({ length: 300 }, (_, k) => one(`c${k}`));
    const plan = planBroadcast(many, { ...wish, rate: 1, startsAt: at('2026-11-25T18:58') });
    expect(plan.bins).toMatchObject({ 'by-template': 120, 'quiet-hours': 180 });
    expect(plan.endsAt).toEqual(at('2026-11-26T07:03'));
  });

  it('spread over hours, each has a moment of their own in the open ones', () => {
    const plan = planBroadcast([one('a'), one('b'), one('c'), one('d')], {
      ...wish,
      spreadHours: 4,
      startsAt: at('2026-11-25T17:00'),
    });
    expect(plan.persons.map(({ dueAt }) => dueAt)).toEqual([
      at('2026-11-25T17:00'),
      at('2026-11-25T18:00'),
      at('2026-11-26T07:00'),
      at('2026-11-26T08:00'),
    ]);
    expect(plan.endsAt).toEqual(at('2026-11-26T09:00'));
  });

  it('costs what each would cost at its moment', () => {
    const inWindow = { lastInboundAt: at('2026-11-25T09:00') };
    const plan = planBroadcast([one('a', inWindow), one('b'), one('c', { excluded: true })], wish);
    expect(plan.cost).toEqual({ freeForm: 5, template: 20 });
    const later = { ...wish, startsAt: at('2026-11-26T09:30') };
    expect(planBroadcast([one('a', inWindow)], later).cost).toEqual({ freeForm: 0, template: 20 });
    expect(planBroadcast([one('b')], { ...wish, category: 'utility' }).cost.template).toBe(7);
  });

  it('of an empty audience is empty', () => {
    expect(planBroadcast([], wish)).toMatchObject({ sendable: 0, people: 0, opensAt: null, endsAt: null });
  });

  it('adds up, whatever the people: one bin each, and only the four are sent to', () => {
    const candidate = fc.record({
      contactId: fc.integer({ min: 0, max: 30 }).map(String),
      reachable: fc.boolean(),
      optedOut: fc.constantFrom<Candidate['optedOut']>('nothing', 'invitations', 'everything'),
      excluded: fc.boolean(),
      enrolledConsentAt: fc.constantFrom(null, at('2026-06-01T08:00')),
      receipts: fc.constant([]),
      lastInboundAt: fc.constantFrom(null, at('2026-11-25T09:00')),
      writtenToday: fc.boolean(),
    });
    const start = fc.date({ min: at('2026-01-01T00:00'), max: at('2027-12-31T00:00'), noInvalidDate: true });
    fc.assert(
      fc.property(
        fc.array(candidate),
        start,
        fc.integer({ min: 0, max: 48 }),
        (people, startsAt, spreadHours) => {
          const plan = planBroadcast(people, { ...wish, startsAt, spreadHours });
          const sum = BINS.reduce((total, bin) => total + plan.bins[bin], 0);
          expect(sum).toBe(people.length);
          expect(plan.persons.map(({ contactId }) => contactId)).toEqual([
            ...new Set(people.map(({ contactId }) => contactId)),
          ]);
          expect(plan.sendable).toBe(plan.persons.filter(({ bin }) => isSentTo(bin)).length);
          expect(plan.persons.every(({ dueAt }) => dueAt >= startsAt)).toBe(true);
        },
      ),
    );
  });
});

describe('a permission', () => {
  const receipt = (purpose: string, given: boolean, day: number) => ({
    purpose,
    given,
    at: new Date(2026, 0, day),
  });

  it.each<[string, Parameters<typeof mayBeWrittenTo>[0], boolean]>([
    ['an enrolment', { enrolledConsentAt: new Date(2026, 0, 1), receipts: [] }, true],
    ['nothing', { enrolledConsentAt: null, receipts: [] }, false],
    [
      'only the data notice of the chat',
      { enrolledConsentAt: null, receipts: [receipt('screening', true, 1)] },
      false,
    ],
    ['a yes to invitations', { enrolledConsentAt: null, receipts: [receipt('invitations', true, 1)] }, true],
    [
      'an enrolment, then everything taken back',
      { enrolledConsentAt: new Date(2026, 0, 1), receipts: [receipt('screening', false, 2)] },
      false,
    ],
    [
      'everything taken back, then enrolled',
      { enrolledConsentAt: new Date(2026, 0, 3), receipts: [receipt('screening', false, 2)] },
      true,
    ],
    [
      'invitations given, taken back, given again',
      {
        enrolledConsentAt: null,
        receipts: [
          receipt('invitations', true, 1),
          receipt('invitations', false, 2),
          receipt('invitations', true, 3),
        ],
      },
      true,
    ],
  ])('%s', (_, permission, expected) => {
    expect(mayBeWrittenTo(permission)).toBe(expected);
  });
});
