import type { Certificate } from '../../domain/certificate.ts';
import type { Contact } from '../../domain/contact.ts';
import type { DataRequest } from '../../domain/data-request.ts';
import type { Enrolment } from '../../domain/enrolment.ts';
import type { Handoff } from '../../domain/handoff.ts';
import type { DataRequests, Erasure } from '../../usecases/data-rights/ports.ts';
import type {
  Chamber,
  Chambers,
  Consents,
  Contacts,
  Gaps,
  Handoffs,
  RecordPorts,
  ScreeningRecord,
  Screenings,
} from '../../usecases/ports.ts';
import { certifyingIn } from './certificates.ts';
import { enrolmentsIn } from './enrolments.ts';

import { eventsIn, type KeptEvents, noEvents } from './events.ts';
import { type KeptSessions, noSessions, sessionsIn } from './sessions.ts';

type Consent = Parameters<Consents['record']>[0];
type Gap = Parameters<Gaps['record']>[0];

/** The records of a rehearsal: they live in this process, and nothing of them is ever stored or sent. */
export type MemoryRecords = RecordPorts & {
  kept: {
    contacts: Map<string, Contact>;
    handoffs: Map<string, Handoff>;
    consents: Map<string, Consent>;
    screenings: Map<string, ScreeningRecord>;
    chambers: Map<string, Chamber>;
    gaps: Map<string, Gap>;
    dataRequests: Map<string, DataRequest>;
    enrolments: Map<string, Enrolment>;
    certificates: Map<string, Certificate>;
    sessions: KeptSessions;
    events: KeptEvents;
  };
};

const DAY_MS = 24 * 60 * 60 * 1000;

export function createMemoryRecords(defaultLocale = 'es'): MemoryRecords {
  const kept: MemoryRecords['kept'] = {
    contacts: new Map(),
    handoffs: new Map(),
    consents: new Map(),
    screenings: new Map(),
    chambers: new Map(),
    gaps: new Map(),
    dataRequests: new Map(),
    enrolments: new Map(),
    certificates: new Map(),
    sessions: noSessions(),
    events: noEvents(),
  };
  return {
    kept,
    contacts: contactsIn(kept.contacts, defaultLocale),
    handoffs: handoffsIn(kept.handoffs),
    consents: { record: async (consent) => insertAbsent(kept.consents, consent.key, consent) },
    dataRequests: dataRequestsIn(kept.dataRequests),
    erasure: erasureIn(kept),
    personalLinks: { make: () => 'https://fortaleser.example/my-data?t=DEMO', read: () => null },
    // Every week has five of them: a rehearsal knows no holidays.
    businessDays: {
      after: (at, days) => new Date(at.getTime() + days * 1.4 * DAY_MS).toISOString().slice(0, 10),
      left: () => 0,
    },
    sessionLinks: { make: () => 'https://fortaleser.example/sessions/DEMO.ics', read: () => null },
    screenings: screeningsIn(kept.screenings),
    chambers: chambersIn(kept.chambers),
    gaps: gapsIn(kept.gaps),
    enrolments: enrolmentsIn(kept.enrolments),
    certifying: certifyingIn(kept.certificates),
    ...sessionsIn(kept.sessions),
    ...eventsIn(kept.events),
    // Nothing is ever sent from a rehearsal.
    notices: { bySid: async () => null, since: async () => [], announce: async () => undefined },
  };
}

function dataRequestsIn(kept: Map<string, DataRequest>): DataRequests {
  const isOpen = (one: DataRequest) => one.answeredAt === null;
  return {
    open: async (request) => insertAbsent(kept, request.id, request),
    list: async ({ open }) =>
      [...kept.values()]
        .filter((one) => isOpen(one) === open)
        .sort((one, other) => one.dueOn.localeCompare(other.dueOn)),
    async close(id, at) {
      const request = kept.get(id);
      if (!request || !isOpen(request)) return false;
      kept.set(id, { ...request, answeredAt: at });
      return true;
    },
  };
}

function erasureIn({ screenings }: MemoryRecords['kept']): Erasure {
  return {
    async erase(contactId) {
      for (const [id, screening] of screenings) if (screening.contactId === contactId) screenings.delete(id);
    },
    shred: async () => 0,
  };
}

function gapsIn(kept: MemoryRecords['kept']['gaps']): Gaps {
  return {
    record: async (gap) => insertAbsent(kept, gap.key, gap),
    async choose(key, chosen) {
      const gap = kept.get(key);
      if (gap) kept.set(key, { ...gap, chosen });
    },
    list: async () => [...kept.values()],
  };
}

function contactsIn(kept: Map<string, Contact>, locale: string): Contacts {
  const same = (one: Contact, kind: string, value: string) =>
    one.identities.some((identity) => identity.kind === kind && identity.value === value);
  const find: Contacts['find'] = async ({ kind, value }) =>
    [...kept.values()].find((one) => same(one, kind, value))?.id ?? null;
  return {
    find,
    async resolve({ identities, channel }) {
      for (const identity of identities) {
        const known = await find(identity);
        if (known) return known;
      }
      const id = `contact-${kept.size + 1}`;
      kept.set(id, { id, identities, channel, locale, consented: false, optedOut: 'nothing' });
      return id;
    },
    get: async (id) => kept.get(id) ?? null,
    findAll: (identities) => Promise.all(identities.map(find)),
    // Nothing of a rehearsal outlives it.
    keep: async () => undefined,
    // Nobody is merged in a rehearsal: one process, one person at a time.
    finishMerges: async () => undefined,
    async update(id, change) {
      const contact = kept.get(id);
      if (contact) kept.set(id, { ...contact, ...change });
    },
  };
}

function handoffsIn(kept: Map<string, Handoff>): Handoffs {
  const open = (one: Handoff) => one.closedAt === null;
  return {
    async open({ key, contactId, reason, at }) {
      const waiting = [...kept.values()].some(
        (one) => open(one) && one.contactId === contactId && one.reason === reason,
      );
      if (!waiting) insertAbsent(kept, key, { id: key, contactId, reason, openedAt: at, closedAt: null });
    },
    list: async (filter) => [...kept.values()].filter((one) => open(one) === filter.open),
    async close(id, at) {
      const handoff = kept.get(id);
      if (!handoff || !open(handoff)) return false;
      kept.set(id, { ...handoff, closedAt: at });
      return true;
    },
  };
}

function screeningsIn(kept: Map<string, ScreeningRecord>): Screenings {
  const of = (contactId: string) => [...kept.values()].filter((one) => one.contactId === contactId);
  return {
    async insert(screening) {
      insertAbsent(kept, screening.id, screening);
      return kept.get(screening.id) ?? screening;
    },
    latest: async (contactId) =>
      of(contactId).sort((one, other) => other.at.getTime() - one.at.getTime())[0] ?? null,
    async askReview(id, at) {
      const screening = kept.get(id);
      if (screening && !screening.reviewAskedAt) kept.set(id, { ...screening, reviewAskedAt: at });
    },
    async deleteOf(contactId) {
      return of(contactId).filter(({ id }) => kept.delete(id)).length;
    },
  };
}

function chambersIn(kept: Map<string, Chamber>): Chambers {
  return {
    list: async () => [...kept.values()],
    async save(chamber) {
      kept.set(chamber.id, chamber);
    },
  };
}

function insertAbsent<T>(kept: Map<string, T>, key: string, value: T): void {
  if (!kept.has(key)) kept.set(key, value);
}
