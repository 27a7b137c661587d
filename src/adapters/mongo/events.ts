import type { EventPorts, Events, RsvpRecord, Rsvps } from '../../usecases/event-ports.ts';
import { isDuplicate } from './connection.ts';
import type { EventDocument, EventModels, RsvpDocument } from './event-models.ts';
import { unlessTaken } from './unless-taken.ts';
import { untilNoDeadlock } from './until-no-deadlock.ts';

export function createEventStores(models: EventModels): EventPorts {
  return { events: createEvents(models), rsvps: createRsvps(models) };
}

function createEvents({ events }: EventModels): Events {
  const toEvent = ({ _id: id, ...rest }: EventDocument) => ({ id, ...rest });
  return {
    insert: ({ id, ...event }) =>
      unlessTaken(() => events.collection.insertOne({ _id: id, ...event } as never)),
    async get(id) {
      const found = await events.findById(id).lean();
      return found && toEvent(found);
    },
    async list({ chamber, status, from, to }) {
      const wanted = {
        ...(chamber && { chamber }),
        ...(status && { status: { $in: [...status] } }),
        ...((from || to) && { startsAt: { ...(from && { $gte: from }), ...(to && { $lt: to }) } }),
      };
      return (await events.find(wanted).sort({ startsAt: 1, _id: 1 }).lean()).map(toEvent);
    },
    async change({ id, revision }, change) {
      const done = await events.updateOne(
        { _id: id, revision },
        { $set: { ...change, revision: revision + 1 } },
      );
      return done.matchedCount === 1;
    },
    async withNews() {
      return (await events.find({ 'news.kind': { $exists: true } }).lean()).map(toEvent);
    },
    async clearNews(id, revision) {
      await events.updateOne({ _id: id, 'news.revision': revision }, { $set: { news: null } });
    },
  };
}

function createRsvps({ invitations }: EventModels): Rsvps {
  const inOrder = { waitingSince: 1, _id: 1 } as const;
  return {
    async insert({ id, ...rsvp }) {
      try {
        await untilNoDeadlock(() => invitations.collection.insertOne({ _id: id, ...rsvp } as never));
        return 'inserted';
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return (await invitations.exists({ _id: id })) ? 'known' : 'claimed';
      }
    },
    async get(id) {
      const found = await invitations.findById(id).lean();
      return found && toRsvp(found);
    },
    async change({ id, revision }, change, act) {
      const update = { $set: { ...change, revision: revision + 1 }, $addToSet: { acts: act } };
      try {
        const found = await untilNoDeadlock(() =>
          invitations.findOneAndUpdate({ _id: id, revision }, update, { returnDocument: 'after' }).lean(),
        );
        return found ? { kind: 'changed', rsvp: toRsvp(found) } : { kind: 'lost' };
      } catch (error) {
        if (isDuplicate(error)) return { kind: 'claimed' };
        throw error;
      }
    },
    async seatsTaken(eventId) {
      const found = await invitations.find({ eventId, answer: 'yes' }, { seats: 1 }).lean();
      return found.flatMap(({ seats }) => seats);
    },
    async waiting(eventId, limit) {
      const wanted = { eventId, answer: 'waiting' as const };
      return (await invitations.find(wanted).sort(inOrder).limit(limit).lean()).map(toRsvp);
    },
    async waitingBefore({ id, eventId, waitingSince }) {
      const before = { $or: [{ waitingSince: { $lt: waitingSince } }, { waitingSince, _id: { $lt: id } }] };
      return await invitations.countDocuments({ eventId, answer: 'waiting', ...before } as never);
    },
    async ofContact(contactId) {
      return (await invitations.find({ contactId }).sort({ answeredAt: -1 }).lean()).map(toRsvp);
    },
    async byCode(eventId, code) {
      const found = await invitations.findOne({ claims: `k:${eventId}:${code}` }).lean();
      return found && toRsvp(found);
    },
    async list(eventId, { answer, attended }, { limit, after }) {
      const wanted = {
        eventId,
        ...(answer && { answer }),
        ...(attended !== undefined && { attendedAt: attended ? { $ne: null } : null }),
        ...(after && { _id: { $gt: after } }),
      };
      return (await invitations.find(wanted).sort({ _id: 1 }).limit(limit).lean()).map(toRsvp);
    },
    async counts(eventId) {
      const fields = { answer: 1, seats: 1, attendedAt: 1 } as const;
      const all = await invitations.find({ eventId }, fields).lean();
      const answered = (answer: string) => all.filter((one) => one.answer === answer).length;
      return {
        ...{ yes: answered('yes'), waiting: answered('waiting'), no: answered('no') },
        seats: all.reduce((sum, { seats }) => sum + seats.length, 0),
        attended: all.filter(({ attendedAt }) => attendedAt !== null).length,
      };
    },
    async promoted(limit) {
      const wanted = { promotedAt: { $type: 'date' }, answer: 'yes' };
      return (
        await invitations
          .find(wanted as never)
          .limit(limit)
          .lean()
      ).map(toRsvp);
    },
    async toRemind({ id: eventId, startsAt, before }, limit) {
      const wanted = { eventId, answer: 'yes', answeredAt: { $lt: before }, remindedOf: { $ne: startsAt } };
      return (
        await invitations
          .find(wanted as never)
          .limit(limit)
          .lean()
      ).map(toRsvp);
    },
    async missing(eventId, limit) {
      const wanted = { eventId, answer: 'yes' as const, attendedAt: null, missedAt: null };
      return (
        await invitations
          .find(wanted as never)
          .limit(limit)
          .lean()
      ).map(toRsvp);
    },
    async forget(contactId) {
      await invitations.deleteMany({ contactId });
    },
  };
}

function toRsvp({ _id: id, ...rest }: RsvpDocument): RsvpRecord {
  return { id, ...rest };
}
