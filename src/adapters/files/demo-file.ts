import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Demo } from '../../usecases/demo/demo.ts';

const text = z.string().min(1);
const schema = z.strictObject({
  source: text,
  numbers: z.strictObject({ advisors: text, shopkeepers: text }),
  places: z.strictObject({ address: text, link: text }),
  event: text,
  chambers: z.array(z.strictObject({ id: text, name: text, territories: z.array(text).min(1) })),
  phone: text,
  hours: text,
  advisors: z.array(text),
  shopkeepers: z.array(z.tuple([text, text, text])),
}) satisfies z.ZodType<Demo>;

/** Throws a ZodError that says what is wrong in the file. */
export function loadDemo(folder: string): Demo {
  return schema.parse(parse(readFileSync(join(folder, 'demo.yaml'), 'utf8')));
}
