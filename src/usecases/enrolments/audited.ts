import type { Audit } from '../console/audit.ts';
import type { Enrolments } from '../enrolment-ports.ts';

/** Every change that took effect leaves who did it, in ids only; `system` where nobody is named. */
export function auditedEnrolments(
  enrolments: Enrolments,
  audit: Pick<Audit, 'record'>,
  clock: () => Date,
): Enrolments {
  async function noted(done: boolean, entry: { who: string; what: string; record: string }) {
    if (done) await audit.record({ ...entry, at: clock() });
    return done;
  }
  return {
    ...enrolments,
    async enrol(enrolment) {
      const result = await enrolments.enrol(enrolment);
      const { id } = result.enrolment;
      await noted(result.kind === 'enrolled', { who: enrolment.by, what: 'enrolment.made', record: id });
      return result;
    },
    moveTo: async (id, move) =>
      noted(await enrolments.moveTo(id, move), {
        who: move.by,
        what: `enrolment.stage.${move.stage}`,
        record: id,
      }),
    credit: async (id, credit) =>
      noted(await enrolments.credit(id, credit), { who: credit.by, what: 'enrolment.credited', record: id }),
    uncredit: async (id, key, by = 'system') =>
      noted(await enrolments.uncredit(id, key, by), { who: by, what: 'enrolment.uncredited', record: id }),
    rename: async (id, change) =>
      noted(await enrolments.rename(id, change), { who: change.by, what: 'enrolment.renamed', record: id }),
    withdraw: async (id, at, by) =>
      noted(await enrolments.withdraw(id, at, by), { who: by, what: 'enrolment.withdrawn', record: id }),
    reinstate: async (id, at, by) =>
      noted(await enrolments.reinstate(id, at, by), { who: by, what: 'enrolment.reinstated', record: id }),
    async anonymise(contactId) {
      const count = await enrolments.anonymise(contactId);
      await noted(count > 0, { who: 'system', what: 'enrolment.anonymised', record: contactId });
      return count;
    },
  };
}
