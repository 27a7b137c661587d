import type { OpenRecords } from '../../composition/open-records.ts';
import { issueCertificate } from '../../usecases/certificates/issue.ts';
import { UsageFault } from '../usage.ts';
import { lineOf, readOptions } from './options.ts';

/** Issues one and prints it with its link; or prints what is missing. */
export function issueOne(args: string[]): ((open: OpenRecords) => Promise<void>) | null {
  const { values, positionals } = readOptions(args);
  const [enrolmentId] = positionals;
  if (!enrolmentId) return null;
  return async (open) => {
    const now = new Date();
    const { by, again } = values;
    const issued = await issueCertificate({ ports: open }, { enrolmentId, by, now, again });
    if (issued.kind === 'unknown') throw new UsageFault(`there is no enrolment ${enrolmentId}`);
    if (issued.kind === 'missing') {
      const { kind, missing, whose } = issued;
      console.log(JSON.stringify({ [kind]: missing, whose }));
      process.exitCode = 1;
      return;
    }
    const { kind, certificate } = issued;
    const link = kind === 'revoked' ? null : open.certifying.links.make(certificate.code, now);
    console.log(JSON.stringify({ [kind]: lineOf(certificate), link }));
  };
}
