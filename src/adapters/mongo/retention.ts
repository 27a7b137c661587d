import type { Disposable } from '../../domain/retention.ts';
import type { RetentionRecords } from '../../usecases/retention/ports.ts';
import type { Vault } from '../../usecases/vault.ts';
import type { ownersBefore } from './contact-keys.ts';
import { ERASED } from './erase-bookings.ts';
import type { Models } from './models.ts';

type Stands = { models: Models; vault: Pick<Vault, 'retire'>; owners: ReturnType<typeof ownersBefore> };
type Dispose = (stands: Stands, before: Date) => Promise<number>;

export function createRetentionRecords(stands: Stands): RetentionRecords {
  const { retentionRuns } = stands.models;
  return {
    dispose: (name, before) => DISPOSERS[name](stands, before),
    silentPeople: (before, limit) => silentPeople(stands.models, before, limit),
    async record({ day, at, ended }) {
      const more = Object.entries(ended).map(([name, count]) => [`ended.${name}`, count]);
      await retentionRuns.collection.updateOne(
        { _id: day as never },
        { $set: { at }, ...(more.length > 0 && { $inc: Object.fromEntries(more) }) },
        { upsert: true },
      );
    },
    async run(day) {
      const found = await retentionRuns.findById(day).lean();
      return found && { day, at: found.at, ended: found.ended ?? {} };
    },
    async runs(limit) {
      const found = await retentionRuns.find().sort({ _id: -1 }).limit(limit).lean();
      return found.map(({ _id: day, at, ended }) => ({ day, at, ended: ended ?? {} }));
    },
  };
}

const DISPOSERS: Record<Exclude<Disposable, 'silent-people'>, Dispose> = {
  screenings: ({ models }, before) => deleted(models.screenings.deleteMany({ at: { $lt: before } })),
  'keys-of-nobody': retireKeysOfNobody,
  'questions-without-answer': ({ models }, before) =>
    deleted(models.gaps.deleteMany({ at: { $lt: before } })),
  handoffs: ({ models }, before) =>
    deleted(models.handoffs.deleteMany({ open: false, closedAt: { $lt: before } })),
  notes: ({ models }, before) => deleted(models.notes.deleteMany({ at: { $lt: before } })),
  waits: ({ models }, before) =>
    deleted(models.waitlist.deleteMany({ open: false, joinedAt: { $lt: before } })),
  async 'sessions-of-people'({ models }, before) {
    const done = await models.bookings.updateMany(
      { contactId: { $ne: ERASED }, endsAt: { $lt: before } },
      { $set: { contactId: ERASED, enrolmentId: null }, $unset: { claims: 1 } },
    );
    return done.modifiedCount;
  },
  'answers-to-invitations': ({ models }, before) =>
    deleted(models.invitations.deleteMany({ answeredAt: { $lt: before } })),
  'broadcast-rows': ({ models }, before) =>
    deleted(
      models.broadcastRows.deleteMany({ changedAt: { $lt: before }, state: { $nin: ['waiting', 'taken'] } }),
    ),
  'requests-about-data': ({ models }, before) =>
    deleted(models.dataRequests.deleteMany({ answeredAt: { $ne: null, $lt: before } })),
  audit: ({ models }, before) => deleted(models.audit.deleteMany({ at: { $lt: before } })),
};

async function deleted(done: PromiseLike<{ deletedCount: number }>): Promise<number> {
  return (await done).deletedCount;
}

/** What was sealed for a person whose record has expired lies in backups only; from now on it opens no more. */
async function retireKeysOfNobody({ models, vault, owners }: Stands, before: Date): Promise<number> {
  let retired = 0;
  for await (const contactIds of owners(before)) {
    const found = await models.contacts.find({ _id: { $in: contactIds } }, { _id: 1 }).lean();
    const known = new Set(found.map(({ _id }) => _id));
    for (const contactId of contactIds.filter((one) => !known.has(one))) {
      await vault.retire(contactId, new Date());
      retired++;
    }
  }
  return retired;
}

/** Their last word is their conversation's; who is enrolled, booked or an advisor belongs to the programme still. */
async function silentPeople(models: Models, before: Date, limit: number): Promise<string[]> {
  const silent: string[] = [];
  const candidates = models.conversations
    .find({ expiresAt: null, updatedAt: { $lt: before } }, { _id: 1 })
    .sort({ updatedAt: 1 })
    .lean()
    .cursor();
  for await (const { _id: contactId } of candidates) {
    if (silent.length === limit) break;
    if (!(await isOfTheProgramme(models, contactId, before))) silent.push(contactId);
  }
  return silent;
}

async function isOfTheProgramme(models: Models, contactId: string, before: Date): Promise<boolean> {
  const stands = await Promise.all([
    models.enrolments.exists({ contactId, status: 'active' }),
    models.bookings.exists({ contactId, endsAt: { $gte: before } }),
    models.advisors.exists({ contactId, status: 'active' }),
  ]);
  return stands.some((one) => one !== null);
}
