import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Prices } from '../../domain/broadcast-plan.ts';

const price = z.number().int().min(0);
const file = z.strictObject({
  version: z.coerce.string(),
  source: z.string(),
  market: z.string(),
  freeForm: price,
  utility: price,
  marketing: price,
});

/** Throws a ZodError that says what is wrong in the file. */
export function loadPrices(folder: string): Prices & { version: string; source: string } {
  return file.parse(parse(readFileSync(join(folder, 'prices.yaml'), 'utf8')));
}
