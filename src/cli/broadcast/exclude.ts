import { readFile } from 'node:fs/promises';
import { readPhone } from '../../adapters/phone/read-phone.ts';
import type { ExcludedNumbers } from '../../usecases/broadcasts/ports.ts';
import { UsageFault } from '../usage.ts';

const BATCH = 1_000;

/** The register of excluded numbers (CRC): only keyed hashes of them are kept. */
export async function importExcluded(
  excluded: ExcludedNumbers,
  { file, by }: { file: string; by: string },
): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageFault(`cannot read ${file}`);
  });
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.split(/[;,\t]/)[0]?.trim() ?? '')
    .filter(Boolean);
  const numbers = lines.flatMap((line) => {
    const read = readPhone(line);
    return read.kind === 'mobile' ? [read.value] : [];
  });
  let added = 0;
  for (let at = 0; at < numbers.length; at += BATCH)
    added += await excluded.add(numbers.slice(at, at + BATCH), { at: new Date(), by });
  console.log(
    JSON.stringify({ lines: lines.length, numbers: numbers.length, added, kept: await excluded.count() }),
  );
}
