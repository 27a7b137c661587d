import type { Json, Values } from '../conversation.ts';
import type { AskKind } from '../definition.ts';
import type { Reader, Reading, World } from '../world.ts';

type Sample = { said: string; value: Json };

const place = (kind: string, municipality: string, department: string): Json => ({
  kind,
  municipality,
  department,
  options: [],
});

/** Answers that stand for all there are to a kind of question, in words the real readers take the same way. */
export const SAMPLES: Record<AskKind, Sample[]> = {
  choice: [],
  premises: [],
  sector: [],
  pick: [],
  'yes-no': [],
  number: [{ said: '2', value: 2 }],
  people: [
    { said: '3', value: 3 },
    { said: '1', value: 1 },
  ],
  duration: [
    { said: '3 años', value: 36 },
    { said: '6 meses', value: 6 },
  ],
  place: [
    { said: 'Pereira, Risaralda', value: place('covered', 'Pereira', 'Risaralda') },
    { said: 'Rionegro', value: place('ambiguous', 'Rionegro', '') },
    { said: 'Soacha', value: place('uncovered', 'Soacha', 'Cundinamarca') },
  ],
  date: [{ said: 'mañana a las 3', value: { date: '2026-01-02', time: '15:00' } }],
  text: [{ said: 'Ana', value: 'Ana' }],
};

/** The outcomes an answer of a kind may have, where they do not depend on the step. */
export const KNOWN_OUTCOMES: Partial<Record<AskKind, string[]>> = {
  'yes-no': ['true', 'false'],
  place: ['covered', 'uncovered', 'ambiguous'],
};

/** Readers that know the samples and nothing else. */
export const sampleReaders = {
  ...Object.fromEntries(
    Object.entries(SAMPLES).map(([kind, samples]): [string, Reader] => [kind, (said) => read(samples, said)]),
  ),
  pick: (said, { step }) => (step.reads ? asDay(read(SAMPLES.date, said)) : { kind: 'unclear' }),
} as World['readers'];

function asDay(reading: Reading): Reading {
  if (reading.kind !== 'understood') return reading;
  return { kind: 'understood', value: { kind: 'when', ...(reading.value as Values) } };
}

function read(samples: Sample[], said: string): Reading {
  const found = samples.find((sample) => sample.said === said);
  return found ? { kind: 'understood', value: found.value } : { kind: 'unclear' };
}
