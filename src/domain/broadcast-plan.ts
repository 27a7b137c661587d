import { type Bin, isSentTo, noneIn, sendable } from './broadcast.ts';
import { mayBeWrittenTo, type Permission } from './broadcast-consent.ts';
import { WINDOW_MS } from './delivery.ts';
import { type LawfulCalendar, lawfulClock, nextLawfulDay } from './lawful-hours.ts';

/** One entry of an audience: a person, once for each business that brings them in. */
export type Candidate = Permission & {
  contactId: string;
  /** There is an address, and it can be read. */
  reachable: boolean;
  optedOut: 'nothing' | 'invitations' | 'everything';
  /** On the imported Registro de Números Excluidos. */
  excluded: boolean;
  lastInboundAt: Date | null;
  /** Has a broadcast today already. */
  writtenToday: boolean;
};

/** What one message costs, in millionths of a dollar. */
export type Prices = { freeForm: number; utility: number; marketing: number };

export type PlanWish = {
  /** Null where every hour is open. */
  calendar: LawfulCalendar | null;
  category: 'utility' | 'marketing';
  prices: Prices;
  /** Now, or later. */
  startsAt: Date;
  /** Messages a second. */
  rate: number;
  spreadHours: number;
};

export type PlannedPerson = { contactId: string; bin: Bin; dueAt: Date };

export type Plan = {
  bins: Record<Bin, number>;
  sendable: number;
  /** People before any of them was left out. */
  people: number;
  /** Millionths of a dollar, by what is paid for. */
  cost: { freeForm: number; template: number };
  /** The first message and the last one; null where there are none. */
  opensAt: Date | null;
  endsAt: Date | null;
  /** Each person once, in the order of the audience. */
  persons: PlannedPerson[];
};

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** Everybody in exactly one bin, what it would cost and how long it would take. Nothing is read or written for it. */
export function planBroadcast(candidates: Iterable<Candidate>, wish: PlanWish): Plan {
  const bins = noneIn();
  const kept = new Map<string, Candidate>();
  for (const candidate of candidates) {
    if (kept.has(candidate.contactId)) bins.duplicate += 1;
    else kept.set(candidate.contactId, candidate);
  }
  const left = [...kept.values()];
  const wanted = left.filter((one) => !leftOut(one)).length;
  const place = placing(wish, wanted);
  const cost = { freeForm: 0, template: 0 };
  const persons: PlannedPerson[] = [];
  for (const candidate of left) {
    const out = leftOut(candidate);
    const person = out
      ? { contactId: candidate.contactId, bin: out, dueAt: wish.startsAt }
      : place(candidate);
    bins[person.bin] += 1;
    persons.push(person);
    if (!out) charge(cost, candidate, person.dueAt, wish);
  }
  const count = sendable(bins);
  const { opensAt, endsAt } = place.bounds();
  return { bins, sendable: count, people: left.length, cost, opensAt, endsAt, persons };
}

/** Why somebody is not written to at all; null where they are. The gravest reason counts. */
function leftOut(candidate: Candidate): Exclude<Bin, 'duplicate'> | null {
  if (!candidate.reachable) return 'unreachable';
  if (candidate.optedOut !== 'nothing') return 'opted-out';
  if (candidate.excluded) return 'excluded-number';
  return mayBeWrittenTo(candidate) ? null : 'no-consent';
}

/** Gives each person a moment: one after the other at the sender's rate, or spread evenly, in lawful hours only. */
function placing(wish: PlanWish, wanted: number) {
  const { calendar, startsAt, rate, spreadHours } = wish;
  const spread = (spreadHours * HOUR_MS) / Math.max(1, wanted);
  const step = Math.max(1000 / rate, spread);
  const moment = calendar ? lawfulClock(calendar, startsAt) : everyHour(startsAt);
  const open = moment(0).at === startsAt.getTime();
  const firstSpan = moment(0).spanFrom;
  const tomorrow = calendar ? nextLawfulDay(calendar, startsAt) : new Date(startsAt.getTime() + DAY_MS);
  let placed = 0;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;

  const place = (candidate: Candidate): PlannedPerson => {
    const { at, spanFrom } = moment(placed * step);
    placed += 1;
    // At full speed the token bucket paces them; a moment of their own is needed only where they are spread.
    const soon = spread > 1000 / rate ? at : spanFrom;
    const due = candidate.writtenToday ? Math.max(soon, tomorrow.getTime()) : soon;
    first = Math.min(first, due);
    last = Math.max(last, at + step, due);
    const dueAt = new Date(Math.round(due));
    if (due > soon) return { contactId: candidate.contactId, bin: 'one-a-day', dueAt };
    const bin = open && spanFrom === firstSpan ? windowBin(candidate, due) : 'quiet-hours';
    return { contactId: candidate.contactId, bin, dueAt };
  };
  place.bounds = () => ({
    opensAt: placed === 0 ? null : new Date(Math.round(first)),
    endsAt: placed === 0 ? null : new Date(Math.round(last)),
  });
  return place;
}

function everyHour(startsAt: Date) {
  const from = startsAt.getTime();
  return (ms: number) => ({ at: from + ms, spanFrom: from });
}

function windowBin({ lastInboundAt }: Candidate, due: number): Bin {
  return lastInboundAt && due - lastInboundAt.getTime() < WINDOW_MS ? 'in-window' : 'by-template';
}

function charge(cost: Plan['cost'], candidate: Candidate, dueAt: Date, { prices, category }: PlanWish): void {
  if (windowBin(candidate, dueAt.getTime()) === 'in-window') cost.freeForm += prices.freeForm;
  else cost.template += prices[category];
}

/** Whether a person of this plan gets a message. */
export function isPlanned({ bin }: PlannedPerson): boolean {
  return isSentTo(bin);
}
