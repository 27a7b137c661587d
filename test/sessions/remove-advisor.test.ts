import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createCalendar } from '../../src/adapters/calendar/calendar.ts';
import { connectRecords, type Records } from '../../src/adapters/mongo/connection.ts';
import type { Session } from '../../src/domain/session.ts';
import { editAdvisor, exceptionOn } from '../../src/usecases/advisors/edit-advisor.ts';
import { removeAdvisor } from '../../src/usecases/advisors/remove-advisor.ts';
import type { SessionPorts } from '../../src/usecases/session-ports.ts';
import { assignSession } from '../../src/usecases/sessions/assign-session.ts';
import { book } from '../../src/usecases/sessions/book.ts';
import { databaseOf } from '../support/test-app.ts';
import { advisorOf, groupOf, individualOf, NOW, storesOf } from './stores.ts';

let records: Records;
beforeAll(async () => {
  records = await connectRecords(databaseOf(inject('mongodbUri')), { indexes: true });
});
afterAll(() => records.close());

const calendar = createCalendar('America/Bogota');
const at = (time: string) => new Date(`2026-11-26T${time}:00Z`);

describe.each(['memory', 'mongo'] as const)('an advisor who is removed, in %s', (kind) => {
  let ports: SessionPorts;
  beforeEach(async () => {
    ports = await storesOf(kind, records);
    await ports.advisors.save(advisorOf());
    await ports.advisors.save(advisorOf({ id: 'leo', contactId: 'contact-leo', name: 'Leo' }));
  });

  async function take(session: Session, contactId: string) {
    const { advisorId: id } = session;
    const advisor =
      id && session.seats === 1 ? { id, bufferMinutes: 15, day: '2026-11-26', maxPerDay: 4 } : null;
    await ports.sessions.insert(session);
    const request = { session, contactId, enrolmentId: null, advisor, now: NOW, heldUntil: null };
    const outcome = await book(ports.bookings, { key: `b-${contactId}`, ...request });
    if (outcome.kind !== 'booked') throw new Error(outcome.kind);
    return outcome.booking;
  }
  const remove = (stores = ports) => removeAdvisor({ ports: stores, calendar }, { id: 'luz', now: NOW });

  it('leaves what they had to the pool, everybody’s booking kept; done again nothing changes', async () => {
    const alone = await take(individualOf(at('13:00')), 'ana');
    const one = await take(groupOf(), 'leonor');
    const other = await take(groupOf(), 'eva');
    expect(await remove()).toEqual({ kind: 'removed', pooled: 2 });
    for (const { id, startsAt } of [alone, one, other])
      expect(await ports.bookings.get(id)).toMatchObject({ state: 'booked', advisorId: null, startsAt });
    expect(await ports.advisors.get('luz')).toMatchObject({ status: 'removed' });
    expect(await remove()).toEqual({ kind: 'removed', pooled: 0 });
  });

  it('is removed although somebody edits them at that moment, and the edit is kept', async () => {
    let edited = false;
    const { advisors } = ports;
    const meanwhile: SessionPorts = {
      ...ports,
      advisors: {
        ...advisors,
        async change(before, change) {
          if (!edited) {
            edited = true;
            await editAdvisor(advisors, 'luz', exceptionOn('2026-11-27', []));
          }
          return await advisors.change(before, change);
        },
      },
    };
    await remove(meanwhile);
    expect(await advisors.get('luz')).toMatchObject({
      status: 'removed',
      exceptions: [{ date: '2026-11-27', hours: [] }],
    });
  });

  it.each([1, 2, 3, 4, 5])('cut short at the %ith write it is finished by doing it again', async (nth) => {
    const booking = await take(individualOf(at('13:00')), 'ana');
    let left = nth;
    const dying = <A extends unknown[], R>(work: (...given: A) => Promise<R>) => {
      return (...given: A) => (--left <= 0 ? Promise.reject(new Error('killed')) : work(...given));
    };
    const mortal: SessionPorts = {
      ...ports,
      advisors: { ...ports.advisors, change: dying(ports.advisors.change) },
      sessions: { ...ports.sessions, insert: dying(ports.sessions.insert) },
      bookings: { ...ports.bookings, change: dying(ports.bookings.change) },
    };
    await remove(mortal).catch((error: Error) => expect(error.message).toBe('killed'));
    await remove();
    expect(await ports.advisors.get('luz')).toMatchObject({ status: 'removed' });
    expect(await ports.bookings.get(booking.id)).toMatchObject({ state: 'booked', advisorId: null });
  });

  it('two sessions of one hour given from the pool to the same advisor at once: one of them is', async () => {
    await ports.advisors.save(advisorOf({ id: 'sol', contactId: 'contact-sol', name: 'Sol' }));
    await take(individualOf(at('13:00')), 'ana');
    await take(individualOf(at('13:00'), 'sol'), 'eva');
    await remove();
    await removeAdvisor({ ports, calendar }, { id: 'sol', now: NOW });
    const pooled = await ports.bookings.ofAdvisor(null, { from: NOW, to: new Date('2026-12-31') });
    expect(pooled).toHaveLength(2);
    const given = await Promise.all(
      pooled.map(({ sessionId }) =>
        assignSession({ ports, calendar }, { sessionId, to: 'leo', key: sessionId }),
      ),
    );
    expect(given.map(({ kind: outcome }) => outcome).sort()).toEqual(['advisor-busy', 'assigned']);
    const theirs = await ports.bookings.ofAdvisor('leo', { from: NOW, to: new Date('2026-12-31') });
    expect(theirs).toHaveLength(1);
  });

  it('who is unknown is said to be', async () => {
    expect(await removeAdvisor({ ports, calendar }, { id: 'nobody', now: NOW })).toEqual({ kind: 'unknown' });
  });
});
