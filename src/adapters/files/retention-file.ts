import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Retention, retentionSchema } from '../../domain/retention.ts';

/** Throws a ZodError that says what is wrong in the file. */
export function loadRetention(folder: string): Retention {
  return retentionSchema.parse(parse(readFileSync(join(folder, 'retention.yaml'), 'utf8')));
}
