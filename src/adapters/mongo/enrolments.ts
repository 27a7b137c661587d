import { mongo, type QueryFilter, type UpdateQuery } from 'mongoose';
import type { Credit } from '../../domain/enrolment.ts';
import type { EnrolmentFilter, Enrolments, NewEnrolment } from '../../usecases/enrolment-ports.ts';
import { nameWords } from '../../usecases/enrolments/names.ts';
import type { Vault } from '../../usecases/vault.ts';
import { createBusinesses } from './businesses.ts';
import type { EnrolmentDocument } from './enrolments-models.ts';
import { createEnrolmentReader } from './enrolments-read.ts';
import type { Models } from './models.ts';
import { unlessTaken } from './unless-taken.ts';

const LIVE = { mergedInto: { $exists: false } };

export function createEnrolments(models: Models, vault: Vault): Enrolments {
  const { enrolments } = models;
  const businesses = createBusinesses(models, vault);
  const read = createEnrolmentReader(models, vault);
  const tokensOf = (name: string | null) => nameWords(name).map((word) => vault.fingerprint(`name:${word}`));

  /** Of the enrolment itself, or of the one it was merged into. */
  async function change(
    id: string,
    filter: QueryFilter<EnrolmentDocument>,
    update: UpdateQuery<EnrolmentDocument>,
  ): Promise<boolean> {
    const done = await enrolments.updateOne({ ...filter, ...LIVE, _id: id }, update);
    if (done.modifiedCount > 0) return true;
    const found = await enrolments.findById(id, { mergedInto: 1 }).lean();
    return found?.mergedInto ? await change(found.mergedInto, filter, update) : false;
  }

  async function documentOf(enrolment: NewEnrolment, businessId: string): Promise<EnrolmentDocument> {
    const seal = await vault.of(enrolment.contactId);
    const { by, businessName, stage = 'entry-diagnosis', name, source, enrolledAt, ...rest } = enrolment;
    return {
      _id: new mongo.ObjectId().toHexString(),
      ...rest,
      businessId,
      name: name === null ? null : seal(name),
      nameTokens: tokensOf(name),
      businessTokens: tokensOf(businessName),
      stage,
      history: [{ stage, at: enrolledAt, by }],
      credits: [],
      source: seal(source),
      enrolledAt,
      status: 'active',
    };
  }

  return {
    async enrol(enrolment) {
      const { contactId, businessName: name, enrolledAt: at } = enrolment;
      const businessId = await businesses.resolve({ contactId, name, at });
      const document = await documentOf(enrolment, businessId);
      const made = await unlessTaken(() => enrolments.collection.insertOne(document as never));
      const [kept] = await read.all(await enrolments.find({ contactId, businessId }).lean());
      if (!kept) throw new Error('the enrolment is gone', { cause: { contactId, businessId } });
      return { kind: made ? 'enrolled' : 'known', enrolment: kept };
    },
    get: read.get,
    async ofContact(contactId) {
      return await read.all(
        await enrolments
          .find({ contactId, ...LIVE })
          .sort({ status: 1, enrolledAt: -1 })
          .lean(),
      );
    },
    async list(filter, { limit, after }) {
      const wanted = { ...filterOf(filter, tokensOf), ...LIVE, ...(after && { _id: { $gt: after } }) };
      return await read.all(await enrolments.find(wanted).sort({ _id: 1 }).limit(limit).lean());
    },
    async known(keys) {
      const contactIds = keys.map(({ contactId }) => contactId);
      const ids = await businesses.find(contactIds);
      const found = await enrolments
        .find({ contactId: { $in: contactIds }, ...LIVE }, { contactId: 1, businessId: 1 })
        .lean();
      const byKey = new Map(found.map((one) => [`${one.contactId}:${one.businessId}`, one._id]));
      return keys.map(({ contactId, businessName }) => {
        const businessId = ids.get(businesses.keyOf(contactId, businessName));
        return byKey.get(`${contactId}:${businessId}`) ?? null;
      });
    },
    moveTo: (id, { stage, at, by }) =>
      change(
        id,
        { stage: { $ne: stage }, status: 'active' },
        { $set: { stage }, $push: { history: { stage, at, by } } },
      ),
    async credit(id, credit) {
      const enrolment = await enrolments.findById(id, { contactId: 1 }).lean();
      if (!enrolment) return false;
      const seal = await vault.of(enrolment.contactId);
      const sealed: Credit = { ...credit, reason: seal(credit.reason) };
      return await change(id, { 'credits.key': { $ne: credit.key } }, { $push: { credits: sealed } });
    },
    uncredit: (id, key) => change(id, { 'credits.key': key }, { $pull: { credits: { key } } }),
    async rename(id, { name, businessName }) {
      const found = await read.get(id);
      if (!found) return false;
      if (businessName !== undefined && !(await businesses.rename(found, businessName))) return false;
      const seal = await vault.of(found.contactId);
      const person = name !== undefined && { name: seal(name), nameTokens: tokensOf(name) };
      const business = businessName !== undefined && { businessTokens: tokensOf(businessName) };
      return await change(found.id, {}, { $set: { ...person, ...business } });
    },
    withdraw: (id) => change(id, { status: 'active' }, { $set: { status: 'withdrawn' } }),
    reinstate: (id) => change(id, { status: 'withdrawn' }, { $set: { status: 'active' } }),
    async anonymise(contactId) {
      await businesses.anonymise(contactId);
      const nameless = { name: null, nameTokens: [], businessTokens: [] };
      const { matchedCount } = await enrolments.updateMany({ contactId }, { $set: nameless });
      return matchedCount;
    },
  };
}

type TokensOf = (name: string) => string[];

function filterOf({ named, tag, ...plain }: EnrolmentFilter, tokensOf: TokensOf) {
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  const words = named ? tokensOf(named) : [];
  return {
    ...given,
    ...(tag && { tags: tag }),
    ...(words.length > 0 && {
      $and: words.map((word) => ({ $or: [{ nameTokens: word }, { businessTokens: word }] })),
    }),
  };
}
