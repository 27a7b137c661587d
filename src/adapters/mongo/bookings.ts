import type { BookingRecord, BookingRecords, Changed } from '../../usecases/session-ports.ts';
import { isDuplicate } from './connection.ts';
import type { BookingDocument, SessionModels } from './session-models.ts';
import { untilNoDeadlock } from './until-no-deadlock.ts';

const IN_TIME_ORDER = { startsAt: 1, _id: 1 } as const;

export function createBookings({ bookings }: Pick<SessionModels, 'bookings'>): BookingRecords {
  const claimed = { claims: { $exists: true } };
  return {
    async insert({ id, ...booking }) {
      try {
        await untilNoDeadlock(() => bookings.collection.insertOne({ _id: id, ...booking } as never));
        return 'inserted';
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return (await bookings.exists({ _id: id })) ? 'known' : 'claimed';
      }
    },
    async get(id) {
      const found = await bookings.findById(id).lean();
      return found && toRecord(found);
    },
    async holding(claims) {
      return (await bookings.find({ claims: { $in: [...claims] } }).lean()).map(toRecord);
    },
    async change({ id, state, revision }, change, act): Promise<Changed> {
      const { claims, ...rest } = change;
      const free = claims?.length === 0;
      const update = {
        $set: { ...rest, ...(claims && !free && { claims }) },
        ...(free && { $unset: { claims: 1 as const } }),
        $addToSet: { acts: act },
      };
      try {
        const found = await untilNoDeadlock(() =>
          bookings.findOneAndUpdate({ _id: id, state, revision }, update, { returnDocument: 'after' }).lean(),
        );
        return found ? { kind: 'changed', booking: toRecord(found) } : { kind: 'lost' };
      } catch (error) {
        if (isDuplicate(error)) return { kind: 'claimed' };
        throw error;
      }
    },
    async seatsTaken(sessionId) {
      const found = await bookings
        .find({ sessionId, ...claimed }, { seat: 1, state: 1, heldUntil: 1 })
        .lean();
      return found.map(({ _id: booking, seat, state, heldUntil }) => ({ booking, seat, state, heldUntil }));
    },
    async ofContact(contactId, from) {
      const wanted = { contactId, endsAt: { $gt: from }, state: { $ne: 'cancelled' as const } };
      return (await bookings.find(wanted).sort(IN_TIME_ORDER).lean()).map(toRecord);
    },
    async ofSession(sessionId) {
      return (await bookings.find({ sessionId }).sort(IN_TIME_ORDER).lean()).map(toRecord);
    },
    async ofAdvisor(advisorId, { from, to }) {
      const wanted = { advisorId, startsAt: { $gte: from, $lt: to } };
      return (await bookings.find(wanted).sort(IN_TIME_ORDER).lean()).map(toRecord);
    },
    async beginning({ from, to }) {
      const wanted = { state: 'booked' as const, startsAt: { $gte: from, $lt: to } };
      return (await bookings.find(wanted).sort(IN_TIME_ORDER).lean()).map(toRecord);
    },
    async busy({ from, to, now }) {
      const over = now && { $nor: [{ state: 'held' as const, heldUntil: { $lte: now } }] };
      const wanted = { ...claimed, startsAt: { $lt: to }, endsAt: { $gt: from }, ...over };
      const found = await bookings.find(wanted, { advisorId: 1, startsAt: 1, endsAt: 1 }).lean();
      return found.flatMap(({ advisorId, startsAt, endsAt }) =>
        advisorId ? [{ advisorId, startsAt, endsAt }] : [],
      );
    },
  };
}

function toRecord({ _id: id, claims = [], ...rest }: BookingDocument): BookingRecord {
  return { id, ...rest, claims };
}
