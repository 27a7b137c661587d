import type { ProgrammeEvent } from '../../domain/event.ts';
import type { EventPorts, Events, RsvpRecord, Rsvps } from '../../usecases/event-ports.ts';

export type KeptEvents = { events: Map<string, ProgrammeEvent>; rsvps: Map<string, RsvpRecord> };

export function noEvents(): KeptEvents {
  return { events: new Map(), rsvps: new Map() };
}

/** Events of a rehearsal: in this process alone. */
export function eventsIn(kept: KeptEvents): EventPorts {
  return { events: eventRecordsIn(kept.events), rsvps: rsvpsIn(kept.rsvps) };
}

function eventRecordsIn(kept: Map<string, ProgrammeEvent>): Events {
  return {
    async insert(event) {
      if (kept.has(event.id)) return false;
      kept.set(event.id, event);
      return true;
    },
    get: async (id) => kept.get(id) ?? null,
    list: async ({ chamber, status, from, to }) =>
      [...kept.values()]
        .filter(
          (one) =>
            (!chamber || one.chamber === chamber) &&
            (!status || status.includes(one.status)) &&
            (!from || one.startsAt >= from) &&
            (!to || one.startsAt < to),
        )
        .sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime() || order(one.id, other.id)),
    async change({ id, revision }, change) {
      const found = kept.get(id);
      if (found?.revision !== revision) return false;
      kept.set(id, { ...found, ...change, revision: revision + 1 });
      return true;
    },
    withNews: async () => [...kept.values()].filter(({ news }) => news !== null),
    async clearNews(id, revision) {
      const found = kept.get(id);
      if (found?.news?.revision === revision) kept.set(id, { ...found, news: null });
    },
  };
}

function rsvpsIn(kept: Map<string, RsvpRecord>): Rsvps {
  const all = (eventId: string) => [...kept.values()].filter((one) => one.eventId === eventId);
  const isClaimed = (claims: readonly string[], id: string) =>
    [...kept.values()].some((one) => one.id !== id && one.claims.some((claim) => claims.includes(claim)));
  const queue = (eventId: string) =>
    all(eventId)
      .filter(({ answer }) => answer === 'waiting')
      .sort(
        (one, other) =>
          (one.waitingSince?.getTime() ?? 0) - (other.waitingSince?.getTime() ?? 0) ||
          order(one.id, other.id),
      );
  return {
    async insert(rsvp) {
      if (kept.has(rsvp.id)) return 'known';
      if (isClaimed(rsvp.claims, rsvp.id)) return 'claimed';
      kept.set(rsvp.id, rsvp);
      return 'inserted';
    },
    get: async (id) => kept.get(id) ?? null,
    async change({ id, revision }, change, act) {
      const found = kept.get(id);
      if (found?.revision !== revision) return { kind: 'lost' };
      if (change.claims && isClaimed(change.claims, id)) return { kind: 'claimed' };
      const rsvp = { ...found, ...change, revision: revision + 1, acts: [...found.acts, act] };
      kept.set(id, rsvp);
      return { kind: 'changed', rsvp };
    },
    seatsTaken: async (eventId) => all(eventId).flatMap(({ seats }) => seats),
    waiting: async (eventId, limit) => queue(eventId).slice(0, limit),
    waitingBefore: async ({ id, eventId }) =>
      Math.max(
        0,
        queue(eventId).findIndex((one) => one.id === id),
      ),
    ofContact: async (contactId) =>
      [...kept.values()]
        .filter((one) => one.contactId === contactId)
        .sort((one, other) => other.answeredAt.getTime() - one.answeredAt.getTime()),
    byCode: async (eventId, code) => all(eventId).find((one) => one.code === code) ?? null,
    list: async (eventId, { answer, attended }, { limit, after = '' }) =>
      all(eventId)
        .filter(
          (one) =>
            one.id > after &&
            (!answer || one.answer === answer) &&
            (attended === undefined || (one.attendedAt !== null) === attended),
        )
        .sort((one, other) => order(one.id, other.id))
        .slice(0, limit),
    async counts(eventId) {
      const answered = (answer: string) => all(eventId).filter((one) => one.answer === answer).length;
      return {
        ...{ yes: answered('yes'), waiting: answered('waiting'), no: answered('no') },
        seats: all(eventId).flatMap(({ seats }) => seats).length,
        attended: all(eventId).filter(({ attendedAt }) => attendedAt !== null).length,
      };
    },
    promoted: async (limit) =>
      [...kept.values()]
        .filter(({ promotedAt, answer }) => promotedAt !== null && answer === 'yes')
        .slice(0, limit),
    toRemind: async ({ id, startsAt, before }, limit) =>
      all(id)
        .filter(
          ({ answer, answeredAt, remindedOf }) =>
            answer === 'yes' && answeredAt < before && remindedOf?.getTime() !== startsAt.getTime(),
        )
        .slice(0, limit),
    missing: async (eventId, limit) =>
      all(eventId)
        .filter(
          ({ answer, attendedAt, missedAt }) => answer === 'yes' && attendedAt === null && missedAt === null,
        )
        .slice(0, limit),
    async forget(contactId) {
      for (const one of kept.values()) if (one.contactId === contactId) kept.delete(one.id);
    },
  };
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
