import type { Enrolment } from '../../domain/enrolment.ts';
import { readable, type Vault } from '../../usecases/vault.ts';
import { createBusinesses } from './businesses.ts';
import type { EnrolmentDocument } from './enrolments-models.ts';
import type { Models } from './models.ts';

export type EnrolmentReader = {
  /** The enrolment itself, or the one it was merged into. */
  get(id: string): Promise<Enrolment | null>;
  all(found: EnrolmentDocument[]): Promise<Enrolment[]>;
};

export function createEnrolmentReader(models: Models, vault: Vault): EnrolmentReader {
  const businesses = createBusinesses(models, vault);
  const reader: EnrolmentReader = {
    async get(id) {
      const found = await models.enrolments.findById(id).lean();
      if (found?.mergedInto) return await reader.get(found.mergedInto);
      const [only] = await reader.all(found ? [found] : []);
      return only ?? null;
    },
    async all(found) {
      const names = await businesses.names(found.map(({ businessId }) => businessId));
      return await Promise.all(
        found.map(async (one) => ({
          ...(await opened(vault, one)),
          businessName: names.get(one.businessId) ?? null,
        })),
      );
    },
  };
  return reader;
}

/** What was sealed with a key that is shredded is gone. */
async function opened(vault: Vault, found: EnrolmentDocument): Promise<Omit<Enrolment, 'businessName'>> {
  const { _id: id, nameTokens, businessTokens, mergedInto, name, source, credits, ...rest } = found;
  return {
    id,
    ...rest,
    name: name === null ? null : await readable(vault, name),
    source: (await readable(vault, source)) ?? '',
    credits: await Promise.all(
      credits.map(async (credit) => ({ ...credit, reason: (await readable(vault, credit.reason)) ?? '' })),
    ),
  };
}
