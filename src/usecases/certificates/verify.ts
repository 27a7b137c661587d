import type { Verified } from '../../domain/certificate.ts';
import { readCode } from '../../domain/certificate-code.ts';
import type { Certifying } from './ports.ts';

/** What anybody may know of a code. A mistyped one is told without a look into the records. */
export async function verifyCode(
  { certificates }: Pick<Certifying, 'certificates'>,
  said: string,
): Promise<Verified> {
  const read = readCode(said);
  if (read.kind !== 'code') return { kind: read.kind === 'slip' ? 'slip' : 'unknown' };
  const { code } = read;
  const found = await certificates.byCode(code);
  if (!found) return { kind: 'unknown' };
  const { status, signed, minutes } = found;
  if (status === 'revoked' || status === 'replaced') return { kind: status, code };
  // Between an insert and what it replaces a process may have died.
  const latest = await certificates.latestOf(found.enrolmentId);
  if (latest && latest.version > found.version) return { kind: 'replaced', code };
  if (!signed) return { kind: 'anonymised', code, minutes };
  const { statement, key, signature } = signed;
  const proof = { statement, key, signature };
  return { kind: 'valid', code, name: statement.name, minutes, issued: statement.issued, proof };
}
