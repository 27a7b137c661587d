import { z } from 'zod';
import type { MemoryRecords } from '../../../src/adapters/memory/records.ts';
import { STAGES } from '../../../src/domain/enrolment.ts';

/** A business of the contact on the route, and what a coordinator did with its certificate. */
export const certifiedSchema = z.array(
  z.strictObject({
    business: z.string(),
    chamber: z.string().default('cali'),
    name: z.string().default('Ana María Muñoz'),
    stage: z.enum(STAGES).optional(),
    /** Attended since the last time. */
    hours: z.number().optional(),
    rename: z.string().optional(),
    withdrawn: z.literal(true).optional(),
    revoked: z.string().optional(),
    erased: z.literal(true).optional(),
  }),
);
type Certified = z.infer<typeof certifiedSchema>;

export async function certify(ports: MemoryRecords, contactId: string, given: Certified, at: Date) {
  const { enrolments, certifying } = ports;
  for (const one of given) {
    const { enrolment } = await enrolments.enrol({
      contactId,
      chamber: one.chamber,
      territory: 'cali',
      sector: null,
      name: one.name,
      businessName: one.business,
      source: 'Lista DEMO',
      consentedAt: at,
      enrolledAt: at,
      tags: [],
      by: 'rosa',
    });
    const { id } = enrolment;
    if (one.stage) await enrolments.moveTo(id, { stage: one.stage, at, by: 'rosa' });
    if (one.hours !== undefined) {
      const minutes = Math.round(one.hours * 60);
      await enrolments.credit(id, { key: `${id}-${at.getTime()}`, minutes, at, by: 'rosa', reason: 'DEMO' });
    }
    if (one.rename) await enrolments.rename(id, { name: one.rename, by: 'rosa' });
    if (one.withdrawn) await enrolments.withdraw(id, at, 'rosa');
    const latest = await certifying.certificates.latestOf(id);
    if (one.revoked && latest)
      await certifying.certificates.revoke(latest.id, { at, by: 'rosa', reason: one.revoked });
    if (one.erased) {
      await enrolments.anonymise(contactId);
      await certifying.certificates.anonymise(contactId);
    }
  }
}
