import type { Session } from '../../domain/session.ts';
import type { SeenSession, SessionDesk } from '../../usecases/console/session-desk.ts';
import type { Enrolments } from '../../usecases/enrolment-ports.ts';
import { createBookings } from './bookings.ts';
import type { SessionDocument, SessionModels } from './session-models.ts';

/** By `chamber, startsAt`, or `status, startsAt` for all chambers; bookings by `sessionId`. */
export function createSessionDesk(
  models: Pick<SessionModels, 'sessions' | 'bookings'>,
  enrolments: Pick<Enrolments, 'get'>,
): SessionDesk {
  const { sessions, bookings } = models;
  const records = createBookings(models);

  async function seen(found: SessionDocument[]): Promise<SeenSession[]> {
    const ids = found.map(({ _id }) => _id);
    const states = await bookings
      .find(
        { sessionId: { $in: ids }, state: { $in: ['booked', 'attended', 'missed'] } },
        { sessionId: 1, state: 1 },
      )
      .lean();
    const bySession = Map.groupBy(states, ({ sessionId }) => sessionId);
    return found.flatMap((one) => {
      const own = bySession.get(one._id) ?? [];
      const count = (state: string) => own.filter((booking) => booking.state === state).length;
      const counted = { taken: own.length, attended: count('attended'), missed: count('missed') };
      return one.seats === 1 && own.length === 0 ? [] : [{ ...toSession(one), ...counted }];
    });
  }

  return {
    async within({ chamber, from, to }) {
      const span = { status: 'open' as const, startsAt: { $gte: from, $lt: to } };
      const found = await sessions
        .find({ ...span, ...(chamber !== null && { chamber }) })
        .sort({ startsAt: 1, _id: 1 })
        .lean();
      return await seen(found);
    },
    async pool({ chamber, from, limit }) {
      const found = await sessions
        .find({
          status: 'open',
          advisorId: null,
          startsAt: { $gte: from },
          ...(chamber !== null && { chamber }),
        })
        .sort({ startsAt: 1, _id: 1 })
        .limit(limit)
        .lean();
      return await seen(found);
    },
    async people(sessionId) {
      const all = await records.ofSession(sessionId);
      const shown = all.filter(({ state }) => state !== 'cancelled' && state !== 'held');
      return await Promise.all(
        shown.map(async (booking) => {
          const enrolment = booking.enrolmentId ? await enrolments.get(booking.enrolmentId) : null;
          const { name = null, businessName = null } = enrolment ?? {};
          return { ...booking, name, businessName };
        }),
      );
    },
  };
}

function toSession({ _id: id, ...rest }: SessionDocument): Session {
  return { id, ...rest };
}
