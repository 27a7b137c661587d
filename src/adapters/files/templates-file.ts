import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { NoticeKind } from '../../usecases/notice-book.ts';

const name = z.string().regex(/^[a-z][a-z0-9-]*$/);
// Quick-reply templates take more buttons once approved; three are what a free-form message can show too.
const BUTTONS = 3;

const file = z.record(
  name,
  z.strictObject({
    category: z.enum(['utility', 'marketing']),
    variables: z.array(z.string()).default([]),
    options: z.array(name).max(BUTTONS).default([]),
    flow: name.nullable().default(null),
  }),
);

/** Every proactive message, by name. Throws a ZodError that says what is wrong in the file. */
export function loadTemplates(folder: string): NoticeKind[] {
  const read = file.parse(parse(readFileSync(join(folder, 'templates.yaml'), 'utf8')) ?? {});
  return Object.entries(read).map(([one, kind]) => ({ name: one, ...kind }));
}
