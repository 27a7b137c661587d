import { targetKey, type WaitlistEntry } from '../../domain/waitlist.ts';
import type { Advisors, SessionPorts, Sessions, Waitlist } from '../../usecases/session-ports.ts';
import type { Vault } from '../../usecases/vault.ts';
import { createBookings } from './bookings.ts';
import type { AdvisorDocument, SessionDocument, SessionModels, WaitlistDocument } from './session-models.ts';
import { unlessTaken } from './unless-taken.ts';

export function createSessionStores(models: SessionModels, vault: Vault): SessionPorts {
  return {
    advisors: createAdvisors(models, vault),
    sessions: createSessions(models),
    bookings: createBookings(models),
    waitlist: createWaitlist(models),
  };
}

/** Advisors are the programme's own people: their names are sealed with the house's key. */
function createAdvisors({ advisors }: SessionModels, vault: Vault): Advisors {
  const toAdvisor = ({ _id: id, name, ...rest }: AdvisorDocument) => ({
    id,
    ...rest,
    name: vault.open(name),
  });
  return {
    async save({ id, name, ...rest }) {
      const sealed = { ...rest, name: vault.seal(name) };
      await advisors.updateOne({ _id: id }, { $set: sealed }, { upsert: true });
    },
    async change(before, change) {
      const names = Object.keys(change) as (keyof typeof change)[];
      if (names.length === 0) return true;
      const expected = Object.fromEntries(names.map((name) => [name, before[name]]));
      // Not by the model, which would read a list as one of its elements.
      const done = await advisors.collection.updateOne(
        { _id: before.id as never, ...expected },
        { $set: change },
      );
      return done.matchedCount === 1;
    },
    async get(id) {
      const found = await advisors.findById(id).lean();
      return found && toAdvisor(found);
    },
    async byContact(contactId) {
      const found = await advisors.findOne({ contactId, status: 'active' }).lean();
      return found && toAdvisor(found);
    },
    async list(filter) {
      const wanted = filter?.status ? { status: filter.status } : {};
      return (await advisors.find(wanted).sort({ _id: 1 }).lean()).map(toAdvisor);
    },
  };
}

function createSessions({ sessions }: SessionModels): Sessions {
  const toSession = ({ _id: id, ...rest }: SessionDocument) => ({ id, ...rest });
  return {
    insert: ({ id, ...session }) =>
      unlessTaken(() => sessions.collection.insertOne({ _id: id, ...session } as never)),
    async get(id) {
      const found = await sessions.findById(id).lean();
      return found && toSession(found);
    },
    async between({ from, to, kinds, advisorId, chamber }) {
      const found = await sessions
        .find({
          status: 'open',
          startsAt: { $gte: from, $lt: to },
          ...(kinds && { kind: { $in: [...kinds] } }),
          ...(advisorId !== undefined && { advisorId }),
          ...(chamber && { chamber }),
        })
        .sort({ startsAt: 1, _id: 1 })
        .lean();
      return found.map(toSession);
    },
    async assign(id, { from, to }) {
      const done = await sessions.updateOne({ _id: id, advisorId: from }, { $set: { advisorId: to } });
      return done.matchedCount === 1;
    },
    async cancel(id) {
      const done = await sessions.updateOne({ _id: id, status: 'open' }, { $set: { status: 'cancelled' } });
      return done.modifiedCount === 1;
    },
  };
}

function createWaitlist({ waitlist }: SessionModels): Waitlist {
  const toEntry = ({ _id: id, targetKey: _key, open: _open, ...rest }: WaitlistDocument): WaitlistEntry => ({
    id,
    ...rest,
  });
  return {
    async join({ id, ...entry }) {
      const document = { _id: id, ...entry, targetKey: targetKey(entry.target), open: true };
      const made = await unlessTaken(() => waitlist.collection.insertOne(document as never));
      return made ? 'joined' : 'known';
    },
    async get(id) {
      const found = await waitlist.findById(id).lean();
      return found && toEntry(found);
    },
    async ofContact(contactId) {
      return (await waitlist.find({ contactId }).sort({ joinedAt: 1 }).lean()).map(toEntry);
    },
    async open(limit) {
      const found = await waitlist.find({ open: true }).sort({ joinedAt: 1 }).limit(limit).lean();
      return found.map(toEntry);
    },
    waitingFor: (target) => waitlist.countDocuments({ targetKey: targetKey(target), state: 'waiting' }),
    async change({ id, state }, change) {
      const open = change.state === undefined || change.state === 'waiting' || change.state === 'offered';
      const done = await waitlist.updateOne({ _id: id, state }, { $set: { ...change, open } });
      return done.matchedCount === 1;
    },
  };
}
