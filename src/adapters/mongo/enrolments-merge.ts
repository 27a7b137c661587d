import { STAGES } from '../../domain/enrolment.ts';
import type { BusinessDocument, EnrolmentDocument } from './enrolments-models.ts';
import type { Models } from './models.ts';
import { unlessTaken } from './unless-taken.ts';

/** Two contacts are one person: businesses and enrolments go over, and the same one entered twice becomes one. May be repeated. */
export async function repointEnrolments(models: Models, from: string, to: string): Promise<void> {
  for (const business of await models.businesses.find({ contactId: from }).lean())
    await repointBusiness(models, business, to);
  for (const enrolment of await models.enrolments.find({ contactId: from }).lean())
    await repointEnrolment(models, enrolment, to);
}

async function repointBusiness({ businesses }: Models, business: BusinessDocument, to: string) {
  const { _id, nameHash } = business;
  const moved = await unlessTaken(() => businesses.updateOne({ _id }, { $set: { contactId: to } }));
  if (moved) return;
  const same = await businesses.findOne({ contactId: to, nameHash }, { _id: 1 }).lean();
  if (same)
    await businesses.updateOne(
      { _id },
      { $set: { contactId: to, mergedInto: same._id }, $unset: { nameHash: 1 } },
    );
}

async function repointEnrolment(models: Models, enrolment: EnrolmentDocument, to: string) {
  const { _id } = enrolment;
  const business = await models.businesses.findById(enrolment.businessId, { mergedInto: 1 }).lean();
  const businessId = business?.mergedInto ?? enrolment.businessId;
  const moved = await unlessTaken(() =>
    models.enrolments.updateOne({ _id }, { $set: { contactId: to, businessId } }),
  );
  if (moved) return;
  const same = await models.enrolments.findOne({ contactId: to, businessId }).lean();
  if (!same) return;
  await takeOver(models, same, enrolment);
  await models.enrolments.updateOne({ _id }, { $set: { contactId: to, mergedInto: same._id } });
  await repointCertificates(models, _id, same._id);
}

/** One business has one certificate: where both were certified, that of the one that stays counts. */
async function repointCertificates({ certificates }: Models, from: string, to: string) {
  for (const { _id } of await certificates.find({ enrolmentId: from }, { _id: 1 }).lean()) {
    const moved = await unlessTaken(() => certificates.updateOne({ _id }, { $set: { enrolmentId: to } }));
    if (!moved) await certificates.updateOne({ _id, status: 'valid' }, { $set: { status: 'replaced' } });
  }
}

/** The one that stays has the hours of both, and the stage of whichever is further. */
async function takeOver({ enrolments }: Models, stays: EnrolmentDocument, goes: EnrolmentDocument) {
  const { _id } = stays;
  for (const credit of goes.credits)
    await enrolments.updateOne({ _id, 'credits.key': { $ne: credit.key } }, { $push: { credits: credit } });
  const behind = STAGES.slice(0, STAGES.indexOf(goes.stage));
  const entered = goes.history.at(-1);
  if (entered)
    await enrolments.updateOne(
      { _id, stage: { $in: behind } },
      { $set: { stage: goes.stage }, $push: { history: entered } },
    );
}
