import type { Advisor } from '../../domain/advisor.ts';
import type { Session } from '../../domain/session.ts';
import { targetKey, type WaitlistEntry } from '../../domain/waitlist.ts';
import type {
  Advisors,
  BookingRecord,
  BookingRecords,
  SessionPorts,
  Sessions,
  Waitlist,
} from '../../usecases/session-ports.ts';

export type KeptSessions = {
  advisors: Map<string, Advisor>;
  sessions: Map<string, Session>;
  bookings: Map<string, BookingRecord>;
  waitlist: Map<string, WaitlistEntry>;
};

export function noSessions(): KeptSessions {
  return { advisors: new Map(), sessions: new Map(), bookings: new Map(), waitlist: new Map() };
}

/** Sessions of a rehearsal: in this process alone. */
export function sessionsIn(kept: KeptSessions): SessionPorts {
  return {
    advisors: advisorsIn(kept.advisors),
    sessions: sessionRecordsIn(kept.sessions),
    bookings: bookingsIn(kept.bookings),
    waitlist: waitlistIn(kept.waitlist),
  };
}

function advisorsIn(kept: Map<string, Advisor>): Advisors {
  const all = () => [...kept.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
  return {
    save: async (advisor) => void kept.set(advisor.id, advisor),
    async change(before, change) {
      const found = kept.get(before.id);
      const names = Object.keys(change) as (keyof typeof change)[];
      const same = (name: keyof typeof change) =>
        JSON.stringify(found?.[name]) === JSON.stringify(before[name]);
      if (!found || !names.every(same)) return false;
      kept.set(before.id, { ...found, ...change });
      return true;
    },
    get: async (id) => kept.get(id) ?? null,
    byContact: async (contactId) =>
      all().find((one) => one.contactId === contactId && one.status === 'active') ?? null,
    list: async (filter) => all().filter(({ status }) => !filter?.status || status === filter.status),
  };
}

function sessionRecordsIn(kept: Map<string, Session>): Sessions {
  return {
    async insert(session) {
      if (kept.has(session.id)) return false;
      kept.set(session.id, session);
      return true;
    },
    get: async (id) => kept.get(id) ?? null,
    between: async ({ from, to, kinds, advisorId, chamber }) =>
      [...kept.values()]
        .filter(
          (one) =>
            one.status === 'open' &&
            one.startsAt >= from &&
            one.startsAt < to &&
            (!kinds || kinds.includes(one.kind)) &&
            (advisorId === undefined || one.advisorId === advisorId) &&
            (!chamber || one.chamber === chamber),
        )
        .sort(byStart),
    async assign(id, { from, to }) {
      const session = kept.get(id);
      if (session?.advisorId !== from) return false;
      kept.set(id, { ...session, advisorId: to });
      return true;
    },
    async cancel(id) {
      const session = kept.get(id);
      if (session?.status !== 'open') return false;
      kept.set(id, { ...session, status: 'cancelled' });
      return true;
    },
  };
}

function bookingsIn(kept: Map<string, BookingRecord>): BookingRecords {
  const all = () => [...kept.values()].sort(byStart);
  const holding = (claims: readonly string[]) =>
    all().filter((one) => one.claims.some((claim) => claims.includes(claim)));
  return {
    async insert(booking) {
      if (kept.has(booking.id)) return 'known';
      if (holding(booking.claims).length > 0) return 'claimed';
      kept.set(booking.id, booking);
      return 'inserted';
    },
    get: async (id) => kept.get(id) ?? null,
    holding: async (claims) => holding(claims),
    async change({ id, state, revision }, change, act) {
      const found = kept.get(id);
      if (!found || found.state !== state || found.revision !== revision) return { kind: 'lost' };
      if (holding(change.claims ?? []).some((one) => one.id !== id)) return { kind: 'claimed' };
      const booking = { ...found, ...change, acts: [...found.acts, act] };
      kept.set(id, booking);
      return { kind: 'changed', booking };
    },
    seatsTaken: async (sessionId) =>
      all()
        .filter((one) => one.sessionId === sessionId && one.claims.length > 0)
        .map(({ id: booking, seat, state, heldUntil }) => ({ booking, seat, state, heldUntil })),
    ofContact: async (contactId, from) =>
      all().filter((one) => one.contactId === contactId && one.state !== 'cancelled' && one.endsAt > from),
    ofSession: async (sessionId) => all().filter((one) => one.sessionId === sessionId),
    ofAdvisor: async (advisorId, { from, to }) =>
      all().filter((one) => one.advisorId === advisorId && one.startsAt >= from && one.startsAt < to),
    beginning: async ({ from, to }) =>
      all().filter((one) => one.state === 'booked' && one.startsAt >= from && one.startsAt < to),
    busy: async ({ from, to, now }) =>
      all().flatMap(({ advisorId, startsAt, endsAt, claims, state, heldUntil }) =>
        advisorId &&
        claims.length > 0 &&
        startsAt < to &&
        endsAt > from &&
        !(now && state === 'held' && heldUntil && heldUntil <= now)
          ? [{ advisorId, startsAt, endsAt }]
          : [],
      ),
  };
}

function waitlistIn(kept: Map<string, WaitlistEntry>): Waitlist {
  const isOpen = ({ state }: WaitlistEntry) => state === 'waiting' || state === 'offered';
  return {
    async join(entry) {
      const same = [...kept.values()].some(
        (one) =>
          isOpen(one) &&
          one.contactId === entry.contactId &&
          targetKey(one.target) === targetKey(entry.target),
      );
      if (same || kept.has(entry.id)) return 'known';
      kept.set(entry.id, entry);
      return 'joined';
    },
    get: async (id) => kept.get(id) ?? null,
    ofContact: async (contactId) => [...kept.values()].filter((one) => one.contactId === contactId),
    open: async (limit) =>
      [...kept.values()]
        .filter(isOpen)
        .sort((one, other) => one.joinedAt.getTime() - other.joinedAt.getTime())
        .slice(0, limit),
    waitingFor: async (target) =>
      [...kept.values()].filter(
        (one) => one.state === 'waiting' && targetKey(one.target) === targetKey(target),
      ).length,
    async change({ id, state }, change) {
      const entry = kept.get(id);
      if (entry?.state !== state) return false;
      kept.set(id, { ...entry, ...change });
      return true;
    },
  };
}

function byStart(one: { startsAt: Date; id: string }, other: { startsAt: Date; id: string }): number {
  return one.startsAt.getTime() - other.startsAt.getTime() || (one.id < other.id ? -1 : 1);
}
