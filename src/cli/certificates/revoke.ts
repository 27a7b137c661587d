import type { OpenRecords } from '../../composition/open-records.ts';
import { readCode } from '../../domain/certificate-code.ts';
import { UsageFault } from '../usage.ts';
import { lineOf, readOptions } from './options.ts';

/** Takes one back; why is kept with it. */
export function revokeOne(args: string[]): ((open: OpenRecords) => Promise<void>) | null {
  const { values, positionals } = readOptions(args);
  const [said] = positionals;
  if (!said) return null;
  const { by, reason = '' } = values;
  if (!reason.trim()) throw new UsageFault('revoke takes --reason: why it is taken back');
  return async ({ certifying: { certificates } }) => {
    const read = readCode(said);
    const found = read.kind === 'code' ? await certificates.byCode(read.code) : null;
    if (!found) throw new UsageFault(`there is no certificate ${said}`);
    const revoked = await certificates.revoke(found.id, { at: new Date(), by, reason });
    const now = await certificates.get(found.id);
    console.log(JSON.stringify({ changed: revoked, ...(now && lineOf(now)) }));
  };
}
