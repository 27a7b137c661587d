import type { Certificate } from '../../domain/certificate.ts';
import type { Enrolment } from '../../domain/enrolment.ts';
import type { Batch, Batches, Cohort } from '../../usecases/certificates/batch-ports.ts';
import type { Issued } from '../../usecases/certificates/issue.ts';
import type { Certificates, Certifying } from '../../usecases/certificates/ports.ts';
import type { Notified } from '../../usecases/notify.ts';
import type { Visit } from './route.ts';

/** What the pages about certificates stand on. */
export type CertificateDesk = {
  certificates: Certificates;
  rule: Certifying['rule'];
  enrolment(id: string): Promise<Enrolment | null>;
  issue(wish: { enrolmentId: string; by: string; again: boolean }): Promise<Issued>;
  /** Gives its owner the link again, once for each `by`. */
  send(certificate: Certificate, by: string): Promise<Notified>;
  /** Null where its owner has had their data deleted. */
  pdf(certificate: Certificate): Promise<Buffer | null>;
  batches: Batches;
  count(cohort: Cohort): Promise<number>;
  start(wish: { key: string; cohort: Cohort; by: string }): Promise<Batch>;
  resume(id: string): Promise<boolean>;
};

/** A coordinator sees what is their chamber's own. */
export function isTheirs({ account }: Visit, chamber: string | undefined): boolean {
  return account.role === 'admin' || (chamber !== undefined && chamber === account.chamberId);
}

/** The chamber a page is about: a coordinator's own, or the one an admin chose. */
export function chosenChamber({ account, query, form }: Visit): string | undefined {
  if (account.role !== 'admin') return account.chamberId ?? '';
  return query.chamber || form.chamber || undefined;
}
