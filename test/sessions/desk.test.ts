import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createCalendar } from '../../src/adapters/calendar/calendar.ts';
import { createRecurrence } from '../../src/adapters/calendar/recurrence.ts';
import { loadRoute } from '../../src/adapters/files/route-file.ts';
import { connectRecords, type Records } from '../../src/adapters/mongo/connection.ts';
import { FOLDERS } from '../../src/composition/paths.ts';
import type { Session } from '../../src/domain/session.ts';
import { editAdvisor, exceptionOn, hoursOn } from '../../src/usecases/advisors/edit-advisor.ts';
import type { SessionPorts } from '../../src/usecases/session-ports.ts';
import { assignSession } from '../../src/usecases/sessions/assign-session.ts';
import { book } from '../../src/usecases/sessions/book.ts';
import { makeSessions, type SessionPlan } from '../../src/usecases/sessions/make-sessions.ts';
import { offersOf } from '../../src/usecases/sessions/offer-times.ts';
import { rowIdOf } from '../../src/usecases/sessions/rows.ts';
import { holdTime } from '../../src/usecases/sessions/take-time.ts';
import { databaseOf } from '../support/test-app.ts';
import { advisorOf, groupOf, individualOf, NOW, storesOf } from './stores.ts';

let records: Records;
beforeAll(async () => {
  records = await connectRecords(databaseOf(inject('mongodbUri')), { indexes: true });
});
afterAll(() => records.close());

const calendar = createCalendar('America/Bogota');
const recurrence = createRecurrence('America/Bogota');
const route = loadRoute(FOLDERS.data);
const at = (time: string) => new Date(`2026-11-26T${time}:00Z`);

describe.each(['memory', 'mongo'] as const)('a coordinator’s desk in %s', (kind) => {
  let ports: SessionPorts;
  let keys = 0;
  beforeEach(async () => {
    ports = await storesOf(kind, records);
    await ports.advisors.save(advisorOf());
    await ports.advisors.save(advisorOf({ id: 'leo', contactId: 'contact-leo', name: 'Leo', maxPerDay: 2 }));
  });

  async function take(session: Session, contactId: string) {
    const { advisorId: id } = session;
    const advisor =
      id && session.seats === 1 ? { id, bufferMinutes: 15, day: '2026-11-26', maxPerDay: 4 } : null;
    await ports.sessions.insert(session);
    const request = { session, contactId, enrolmentId: null, advisor, now: NOW, heldUntil: null };
    const outcome = await book(ports.bookings, { key: `turn-${++keys}.0`, ...request });
    if (outcome.kind !== 'booked') throw new Error(outcome.kind);
    return outcome.booking;
  }

  describe('making sessions', () => {
    const plan: SessionPlan = {
      kind: 'group',
      chamber: 'cali',
      territories: [],
      advisorId: 'luz',
      day: '2026-12-01',
      time: '14:00',
      rule: 'FREQ=WEEKLY;COUNT=3',
      seats: null,
      place: { address: 'Salón 2', link: null },
    };
    const make = (change: Partial<SessionPlan> = {}) =>
      makeSessions({ ports, calendar, recurrence, route }, { ...plan, ...change }, NOW);

    it('follows a rule at the same hour in Bogota, and leaves holidays out', async () => {
      const made = await make({ rule: 'FREQ=WEEKLY;COUNT=3', day: '2026-12-01' });
      expect(made).toMatchObject({ kind: 'made', known: 0, holidays: ['2026-12-08'] });
      const open = await ports.sessions.between({ from: NOW, to: new Date('2027-01-01') });
      expect(open.map(({ startsAt }) => startsAt.toISOString())).toEqual([
        '2026-12-01T19:00:00.000Z',
        '2026-12-15T19:00:00.000Z',
      ]);
      expect(open[0]).toMatchObject({ seats: 20, endsAt: new Date('2026-12-01T21:00:00Z') });
    });

    it('done again, also at once, makes none twice', async () => {
      const [one, other] = await Promise.all([make(), make()]);
      const news = [one, other].map((made) => (made.kind === 'made' ? made.sessions.length - made.known : 0));
      expect(news.reduce((sum, count) => sum + count)).toBe(2);
      expect(await make()).toMatchObject({ kind: 'made', known: 2 });
    });

    it('on a holiday only where that very day is meant', async () => {
      const made = await make({ rule: null, day: '2026-12-08' });
      expect(made).toMatchObject({ kind: 'made', holidays: [], sessions: [{}] });
    });

    it.each([
      [{ kind: 'individual' as const }, 'not-seated'],
      [{ rule: 'SOMETIMES' }, 'no-rule'],
      [{ rule: 'FREQ=WEEKLY' }, 'endless-rule'],
      [{ time: '14:05' }, 'not-a-quarter'],
      [{ day: '2026-11-01', rule: null }, 'past'],
      [{ day: '2026-02-31', rule: null }, 'no-rule'],
      [{ advisorId: 'nobody' }, 'unknown-advisor'],
      [{ chamber: 'pasto' }, 'unknown-advisor'],
    ])('refuses %j: %s', async (change, reason) => {
      expect(await make(change)).toEqual({ kind: 'refused', reason });
      expect(await ports.sessions.between({ from: new Date(0), to: new Date('2030-01-01') })).toEqual([]);
    });

    it('not where the advisor has something else, a session of a minute before included', async () => {
      await take(individualOf(new Date('2026-12-15T20:00:00Z')), 'ana');
      expect(await make()).toEqual({ kind: 'advisor-busy', at: new Date('2026-12-15T19:00:00Z') });
      expect(await make({ advisorId: 'leo' })).toMatchObject({ kind: 'made' });
      expect(await make({ advisorId: 'leo', kind: 'networking' })).toMatchObject({ kind: 'advisor-busy' });
    });

    it('takes the advisor’s time from those who book alone, before anybody sits there', async () => {
      const wanted = { kind: 'individual', contactId: 'ana', area: null, now: NOW } as const;
      const free = async () =>
        (await offersOf({ ports, calendar, route }, wanted)).filter(
          ({ session }) => session.startsAt.getTime() === new Date('2026-12-01T13:00:00Z').getTime(),
        );
      expect(await free()).toHaveLength(1);
      for (const advisorId of ['luz', 'leo']) await make({ advisorId, rule: null, time: '08:00' });
      expect(await free()).toHaveLength(0);
    });
  });

  describe('a session with seats made in the moment in which somebody takes its advisor’s time', () => {
    const START = new Date('2026-12-01T13:00:00Z');
    const plan: SessionPlan = {
      ...{
        kind: 'group',
        chamber: 'cali',
        territories: [],
        advisorId: 'luz',
        day: '2026-12-01',
        time: '08:00',
      },
      ...{ rule: null, seats: null, place: { address: 'Salón 2', link: null } },
    };
    const made = (stores: SessionPorts) =>
      makeSessions({ ports: stores, calendar, recurrence, route }, plan, NOW);
    const held = (stores: SessionPorts) =>
      holdTime(
        { ports: stores, calendar, route },
        {
          ...{ key: 'turn-x.0', kind: 'individual', row: rowIdOf(individualOf(START)), now: NOW },
          booker: { contactId: 'ana', enrolmentId: null, kinds: ['individual'], area: null },
        },
      );
    const group = async () => {
      const [found] = await ports.sessions.between({
        from: START,
        to: new Date(START.getTime() + 1),
        kinds: ['group'],
      });
      return found;
    };

    // Only Luz may have it.
    beforeEach(() => ports.advisors.save(advisorOf({ id: 'leo', status: 'removed' })));

    it('waits in the pool where it was written first', async () => {
      const { bookings } = ports;
      const insert: typeof bookings.insert = async (booking) => {
        expect((await made(ports)).kind).toBe('made');
        return await bookings.insert(booking);
      };
      expect((await held({ ...ports, bookings: { ...bookings, insert } })).kind).toBe('held');
      expect((await group())?.advisorId).toBeNull();
    });

    it('waits in the pool where the booking was', async () => {
      const { sessions } = ports;
      const insert: typeof sessions.insert = async (session) => {
        expect((await held(ports)).kind).toBe('held');
        return await sessions.insert(session);
      };
      expect(await made({ ...ports, sessions: { ...sessions, insert } })).toEqual({
        kind: 'advisor-busy',
        at: START,
      });
      expect((await group())?.advisorId).toBeNull();
    });
  });

  describe('giving a session to another advisor', () => {
    const assign = (sessionId: string, to: string | null) =>
      assignSession({ ports, calendar }, { sessionId, to, key: `assign-${++keys}` });

    it('hands its bookings over with their claims: the former one is free, the new one is not', async () => {
      const session = individualOf(at('14:00'));
      const booking = await take(session, 'ana');
      const assigned = await assign(session.id, 'leo');
      expect(assigned).toMatchObject({
        kind: 'assigned',
        session: { advisorId: 'leo' },
      });
      expect(await ports.bookings.get(booking.id)).toMatchObject({
        advisorId: 'leo',
        revision: 1,
        state: 'booked',
      });
      await take(individualOf(at('14:00'), 'luz'), 'eva');
      await expect(take(individualOf(at('14:30'), 'leo'), 'rosa')).rejects.toThrow('taken');
    });

    it('an individual one too into the pool and out of it, and its advisor may be booked again', async () => {
      const session = individualOf(at('14:00'));
      const booking = await take(session, 'ana');
      const pooled = await assign(session.id, null);
      if (pooled.kind !== 'assigned') throw new Error(pooled.kind);
      await take(individualOf(at('14:00')), 'eva');
      expect(await assign(pooled.session.id, 'luz')).toEqual({ kind: 'advisor-busy' });
      expect(await assign(pooled.session.id, 'leo')).toMatchObject({ kind: 'assigned' });
      expect(await ports.bookings.get(booking.id)).toMatchObject({ advisorId: 'leo', revision: 2 });
    });

    it('into the pool and out of it', async () => {
      const session = groupOf();
      await take(session, 'ana');
      expect(await assign('taller', null)).toMatchObject({ kind: 'assigned' });
      expect(await ports.bookings.ofAdvisor(null, { from: NOW, to: at('23:00') })).toHaveLength(1);
      expect(await ports.sessions.between({ from: NOW, to: at('23:00'), advisorId: null })).toHaveLength(1);
      expect(await assign('taller', 'leo')).toMatchObject({ kind: 'assigned' });
      expect(await ports.bookings.ofAdvisor('leo', { from: NOW, to: at('23:00') })).toHaveLength(1);
    });

    it('not to one who has something else then, or as many as they take a day', async () => {
      const session = individualOf(at('14:00'));
      const booking = await take(session, 'ana');
      const other = await take(individualOf(at('14:30'), 'leo'), 'eva');
      expect(await assign(session.id, 'leo')).toEqual({ kind: 'advisor-busy' });
      expect(await ports.bookings.get(booking.id)).toMatchObject({ advisorId: 'luz', revision: 0 });
      const { cancelBooking } = await import('../../src/usecases/sessions/change-booking.ts');
      await cancelBooking(ports.bookings, { key: 'c', bookingId: other.id, now: NOW });
      for (const hour of ['17:00', '19:00']) await take(individualOf(at(hour), 'leo'), `who-${hour}`);
      expect(await assign(session.id, 'leo')).toEqual({ kind: 'advisor-busy' });
    });

    it('done again after it was cut short goes on; what is not there is said', async () => {
      const session = groupOf();
      await take(session, 'ana');
      const cut = {
        ...ports,
        sessions: { ...ports.sessions, assign: () => Promise.reject(new Error('cut')) },
      };
      const wish = { sessionId: session.id, to: 'leo', key: 'a' };
      await expect(assignSession({ ports: cut, calendar }, wish)).rejects.toThrow('cut');
      expect(await assignSession({ ports, calendar }, wish)).toMatchObject({ kind: 'assigned' });
      expect((await ports.bookings.ofSession(session.id))[0]).toMatchObject({
        advisorId: 'leo',
        revision: 1,
      });
      expect(await assign('nothing', 'leo')).toEqual({ kind: 'unknown-session' });
      expect(await assign(session.id, 'nobody')).toEqual({ kind: 'unknown-advisor' });
      await ports.advisors.save(advisorOf({ id: 'leo', chamber: 'pasto' }));
      expect(await assign(session.id, 'leo')).toEqual({ kind: 'unknown-advisor' });
    });
  });

  it('two who edit an advisor at once are both heard', async () => {
    const spans = [{ from: '06:00', to: '07:00' }];
    await Promise.all([
      ...[1, 2, 3, 4, 5, 6].map((weekday) => editAdvisor(ports.advisors, 'luz', hoursOn([weekday], spans))),
      ...[1, 2, 3].map((n) => editAdvisor(ports.advisors, 'luz', exceptionOn(`2026-12-0${n}`, []))),
    ]);
    const luz = await ports.advisors.get('luz');
    expect(luz?.weekly).toEqual(
      [1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, from: '06:00', to: '07:00' })),
    );
    expect(luz?.exceptions.map(({ date }) => date)).toEqual(['2026-12-01', '2026-12-02', '2026-12-03']);
    expect(luz?.name).toBe('Luz Marina');
    expect(await editAdvisor(ports.advisors, 'nobody', hoursOn([1], spans))).toBeNull();
  });
});
