import { createFlowSet } from '../flow-set.ts';
import type { Texts, World } from '../world.ts';
import type { Checked } from './rule.ts';
import { sampleReaders } from './samples.ts';

/** The flows in a world that understands the sample answers and nothing else. */
export function sampleWorld({ house, flows, facts }: Checked, texts: Texts): World {
  return {
    flows: createFlowSet(house, flows),
    texts,
    facts,
    readers: sampleReaders,
    readCorrection: () => null,
    understand: () => ({ kind: 'none' }),
  };
}
