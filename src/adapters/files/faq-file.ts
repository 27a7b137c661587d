import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const faqSchema = z.object({
  entries: z.array(
    z.object({
      id: z.string(),
      version: z.number().int(),
      answer: z.string(),
      passages: z.array(z.string()),
    }),
  ),
});

/** An entry of the FAQ: the key of its answer, and the passages of the programme's text it rests on. */
export type FaqSource = z.infer<typeof faqSchema>['entries'][number];

/** Throws where the file is not as it should be. */
export function loadFaq(dataFolder: string): FaqSource[] {
  return faqSchema.parse(parse(readFileSync(join(dataFolder, 'faq.yaml'), 'utf8'))).entries;
}
