import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { eventsIn, noEvents } from '../../src/adapters/memory/events.ts';
import { connectRecords, type Records } from '../../src/adapters/mongo/connection.ts';
import { createEventStores } from '../../src/adapters/mongo/events.ts';
import type { ProgrammeEvent } from '../../src/domain/event.ts';
import type { EventPorts } from '../../src/usecases/event-ports.ts';
import { answerInvitation, type InvitationAnswer } from '../../src/usecases/events/answer.ts';
import { promoteWaiting } from '../../src/usecases/events/promote.ts';
import { databaseOf } from '../support/test-app.ts';

const NOW = new Date('2026-11-23T14:00:00Z');
let records: Records;
beforeAll(async () => {
  records = await connectRecords(databaseOf(inject('mongodbUri')), { indexes: true });
});
afterAll(() => records.close());

function eventOf(change: Partial<ProgrammeEvent> = {}): ProgrammeEvent {
  return {
    ...{ id: 'cierre', name: 'Evento de cierre', chamber: 'cali', capacity: 3, companions: 2 },
    startsAt: new Date('2026-12-10T19:00:00Z'),
    endsAt: new Date('2026-12-10T22:00:00Z'),
    place: { address: 'Centro de Eventos, Cali', link: null },
    ...{ description: {}, status: 'published', revision: 0, news: null },
    ...change,
  };
}

describe.each(['memory', 'mongo'] as const)('answers to an invitation in %s', (kind) => {
  let ports: EventPorts;
  let acts = 0;
  beforeEach(async () => {
    const { events, invitations } = records.models;
    for (const one of [events, invitations]) await one.collection.deleteMany({});
    ports = kind === 'memory' ? eventsIn(noEvents()) : createEventStores(records.models);
  });

  /** Each says it a second after the one before. */
  function say(contactId: string, change: Partial<InvitationAnswer> = {}) {
    const now = new Date(NOW.getTime() + ++acts * 1000);
    const act = { key: `turn-${acts}.0`, eventId: 'cierre', contactId, answer: 'yes', companions: 0, now };
    return answerInvitation(ports, { ...act, ...change } as InvitationAnswer);
  }
  const seats = async () => (await ports.rsvps.seatsTaken('cierre')).sort((one, other) => one - other);

  it('500 people with companions who race for 100 seats: never more sit, and no seat stays empty', async () => {
    await ports.events.insert(eventOf({ capacity: 100 }));
    const people = Array.from({ length: 500 }, (_, index) => ({
      id: `person-${index}`,
      companions: index % 3,
    }));
    const outcomes = await Promise.all(people.map(({ id, companions }) => say(id, { companions })));
    const kinds = new Set(outcomes.map((one) => one.kind));
    expect([...kinds].sort()).toEqual(['waiting', 'yes']);
    await promoteWaiting(ports, 'cierre', NOW);
    const taken = await seats();
    expect(taken).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
    const counts = await ports.rsvps.counts('cierre');
    expect(counts.seats).toBe(100);
    expect(counts.yes + counts.waiting).toBe(500);
  }, 120_000);

  it('every code of an event is one of a kind', async () => {
    await ports.events.insert(eventOf({ capacity: 300 }));
    await Promise.all(Array.from({ length: 300 }, (_, index) => say(`person-${index}`)));
    const all = await ports.rsvps.list('cierre', {}, { limit: 400 });
    expect(new Set(all.map(({ code }) => code)).size).toBe(300);
  }, 60_000);

  it('the same act again gives what stands, also at once', async () => {
    await ports.events.insert(eventOf());
    const twice = await Promise.all([1, 2].map(() => say('ana', { key: 'same.0', companions: 1 })));
    expect(twice.map((one) => one.kind)).toEqual(['yes', 'yes']);
    expect(await seats()).toHaveLength(2);
  });

  it('a change of mind frees the seats for who waits, in order; a party too large lets smaller ones pass', async () => {
    await ports.events.insert(eventOf());
    expect((await say('ana', { companions: 1 })).kind).toBe('yes');
    expect((await say('eva')).kind).toBe('yes');
    expect((await say('luz', { companions: 2 })).kind).toBe('waiting');
    expect((await say('sol')).kind).toBe('waiting');
    expect((await say('ana', { answer: 'no' })).kind).toBe('no');
    const promoted = await promoteWaiting(ports, 'cierre', NOW);
    expect(promoted.map(({ contactId }) => contactId)).toEqual(['sol']);
    expect((await say('paz')).kind).toBe('waiting');
    expect(await ports.rsvps.promoted(9)).toHaveLength(1);
    await say('eva', { answer: 'no' });
    await say('sol', { answer: 'no' });
    const then = await promoteWaiting(ports, 'cierre', NOW);
    expect(then.map(({ contactId }) => contactId)).toEqual(['luz']);
    expect(await seats()).toEqual([1, 2, 3]);
  });

  it('who wants more companions than fit keeps the seats they have; fewer give some back', async () => {
    await ports.events.insert(eventOf());
    await say('ana', { companions: 1 });
    await say('eva');
    expect((await say('ana', { companions: 2 })).kind).toBe('no-more');
    expect(await ports.rsvps.get('rsvp-cierre-ana')).toMatchObject({ companions: 1, answer: 'yes' });
    expect((await say('ana', { companions: 0 })).kind).toBe('yes');
    expect(await seats()).toHaveLength(2);
  });

  it('more companions than allowed, and events that cannot be answered, are refused', async () => {
    await ports.events.insert(eventOf());
    expect(await say('ana', { companions: 3 })).toMatchObject({ kind: 'too-many', most: 2 });
    expect(await say('ana', { eventId: 'none' })).toEqual({ kind: 'unknown' });
    expect(await say('ana', { now: new Date('2026-12-10T19:00:00Z') })).toEqual({ kind: 'over' });
    await ports.events.change({ id: 'cierre', revision: 0 }, { status: 'cancelled' });
    expect(await say('ana')).toEqual({ kind: 'cancelled' });
    expect(await seats()).toEqual([]);
  });
});
