import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Rubric, rubricSchema } from '../../domain/screening.ts';

/** Throws where the rubric is not one. */
export function loadRubric(dataFolder: string): Rubric {
  return rubricSchema.parse(parse(readFileSync(join(dataFolder, 'rubric.yaml'), 'utf8')));
}
