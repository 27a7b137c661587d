import { inRecords } from '../composition/open-records.ts';
import { runBatch } from './certificates/batch.ts';
import { issueOne } from './certificates/issue.ts';
import { listCertificates } from './certificates/list.ts';
import { revokeOne } from './certificates/revoke.ts';
import { showStatus } from './certificates/status.ts';
import { verifyFile, verifyOne } from './certificates/verify.ts';
import { exportRecords } from './export.ts';
import { UsageFault } from './usage.ts';

const USAGE = `usage: certificates [list] [--chamber ID] [--status valid|replaced|revoked] [--enrolment ID]
       certificates issue ENROLMENT [--again] [--by NAME]
       certificates revoke CODE --reason … [--by NAME]
       certificates verify CODE
       certificates verify FILE.json --keys KEYS.json     offline: the file a PDF carries, and what /.well-known/certificates.json says
       certificates batch --chamber … --tag … --stage … --territory … [--apply] | batch resume ID
       certificates status [BATCH]
       certificates export [--format jsonl|csv]`;

/** Certificates: list, issue, take back, verify. */
export async function certificates(args: string[]): Promise<void> {
  const isVerb = args[0] !== undefined && !args[0].startsWith('--');
  const [verb, ...rest] = isVerb ? args : ['list', ...args];
  if (verb === 'export') return await exportRecords(['certificates', ...rest]);
  if (verb === 'verify' && rest[0]?.endsWith('.json')) return await verifyFile(rest);
  if (verb === 'batch') return await runBatch(rest);
  const work = (verb && WORK[verb]) || null;
  const run = work?.(rest);
  if (!run) throw new UsageFault(USAGE);
  await inRecords(run);
}

const WORK: Record<string, (args: string[]) => Parameters<typeof inRecords>[0] | null> = {
  list: listCertificates,
  issue: issueOne,
  revoke: revokeOne,
  status: showStatus,
  verify: verifyOne,
};
