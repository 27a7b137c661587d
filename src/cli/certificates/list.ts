import type { OpenRecords } from '../../composition/open-records.ts';
import type { Certificate } from '../../domain/certificate.ts';
import { UsageFault } from '../usage.ts';
import { lineOf, readOptions } from './options.ts';

const PAGE = 200;
const STATES = ['valid', 'replaced', 'revoked'] as const;

/** One line each, newest first. */
export function listCertificates(args: string[]): (open: OpenRecords) => Promise<void> {
  const { chamber, enrolment: enrolmentId, limit, ...values } = readOptions(args).values;
  const status = statusOf(values.status);
  let left = Number(limit ?? Number.POSITIVE_INFINITY);
  return async ({ certifying }) => {
    for (let after: string | undefined; left > 0; ) {
      const page = await certifying.certificates.list(
        { chamber, status, enrolmentId },
        { limit: Math.min(PAGE, left), after },
      );
      for (const one of page.certificates) console.log(JSON.stringify(lineOf(one)));
      left -= page.certificates.length;
      if (!page.next) break;
      after = page.next;
    }
  };
}

function statusOf(given: string | undefined): Certificate['status'] | undefined {
  const status = STATES.find((one) => one === given);
  if (given !== undefined && !status)
    throw new UsageFault(`there is no status ${given}: ${STATES.join(', ')}`);
  return status;
}
