import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { readFlowFiles } from '../../src/adapters/files/flow-files.ts';
import { FOLDERS } from '../../src/composition/paths.ts';
import type { Segment } from '../../src/flow/edges.ts';
import type { World } from '../../src/flow/world.ts';
import { shippedWorld } from '../support/rehearsal-house.ts';
import { coverageOf, describeCoverage } from '../support/transcripts/coverage.ts';
import { transcriptSchema } from '../support/transcripts/format.ts';
import { atHome, play } from '../support/transcripts/play.ts';

/** TRANSCRIPTS=update writes what the bot says now into the files; read the difference before you commit it. */
const UPDATE = process.env.TRANSCRIPTS === 'update';
const HERE = import.meta.dirname;

let world: World;
const paths: Record<'es' | 'en', Segment[]> = { es: [], en: [] };
beforeAll(async () => {
  world = await shippedWorld();
});

describe.each(['es', 'en'] as const)('conversations in %s', (locale) => {
  const files = readdirSync(join(HERE, locale)).filter((file) => file.endsWith('.yaml'));
  it.each(files)('%s', async (name) => {
    const file = join(HERE, locale, name);
    const document = parseDocument(readFileSync(file, 'utf8'));
    const pairs = transcriptSchema.parse(document.toJS());
    const result = await play(world, pairs, locale);
    paths[locale].push(...result.path);
    if (UPDATE) {
      for (const [index, { expected }] of result.played.entries())
        document.setIn([index, 'expected'], document.createNode(expected));
      writeFileSync(file, document.toString({ lineWidth: 0 }));
    }
    for (const [index, { expected, records }] of result.played.entries()) {
      const pair = pairs[index];
      if (!UPDATE) expect(expected, `pair ${index + 1} of ${name}`).toEqual(pair?.expected?.map(atHome));
      if (pair?.records) expect(records, `records after pair ${index + 1}`).toMatchObject(pair.records);
    }
  });
});

describe.each(['es', 'en'] as const)('together those in %s', (locale) => {
  const coverage = () => coverageOf(readFlowFiles(FOLDERS.flows).flows, paths[locale]);
  afterAll(() => console.log(`${locale}: ${describeCoverage(coverage())}`));

  it('take every step, and every way out of every step', () => {
    expect(coverage().transitions.missing).toEqual([]);
  });
});
