import { readFile } from 'node:fs/promises';
import { isSignedBy } from '../../adapters/crypto/certificate-seal.ts';
import type { OpenRecords } from '../../composition/open-records.ts';
import { checkOffline } from '../../usecases/certificates/check-offline.ts';
import { verifyCode } from '../../usecases/certificates/verify.ts';
import { UsageFault } from '../usage.ts';
import { readOptions } from './options.ts';

/** What a code comes to, as anybody may know it. */
export function verifyOne(args: string[]): ((open: OpenRecords) => Promise<void>) | null {
  const { positionals } = readOptions(args);
  const said = positionals.join(' ');
  if (!said) return null;
  return async ({ certifying }) => {
    const verified = await verifyCode(certifying, said);
    console.log(JSON.stringify(verified));
    if (verified.kind !== 'valid') process.exitCode = 1;
  };
}

/** Without records: the file a PDF carries against the published keys. */
export async function verifyFile(args: string[]): Promise<void> {
  const { values, positionals } = readOptions(args);
  const [file] = positionals;
  if (!file || !values.keys) throw new UsageFault('usage: certificates verify FILE.json --keys KEYS.json');
  const checked = checkOffline(await jsonOf(file), await jsonOf(values.keys), isSignedBy);
  console.log(JSON.stringify(checked));
  if (checked.kind !== 'genuine') process.exitCode = 1;
}

async function jsonOf(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new UsageFault(`${file} cannot be read as JSON`, { cause: error });
  }
}
