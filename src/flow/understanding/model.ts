import { z } from 'zod';
import type { Classifier } from './classifier.ts';
import type { Concepts } from './concepts.ts';
import { createSpeller, type Speller } from './spelling.ts';

/** What training leaves: the classifier, the concept words it was trained with, and when to trust it. */
export type Model = { classifier: Classifier; concepts: Concepts; speller: Speller; thresholds: Thresholds };

export type Thresholds = {
  /** Answer at once from this confidence on. */
  answer: number;
  /** Answer an additional question of the same message from this confidence on. */
  also: number;
  /** With no in-scope intent at least this likely: fall back. */
  offer: number;
};

/** data/understanding/model.json; the weights lie beside it as bytes. */
export const modelFileSchema = z.strictObject({
  version: z.literal(1),
  labels: z.array(z.string()),
  bits: z.number().int(),
  scale: z.array(z.number()),
  bias: z.array(z.number()),
  temperature: z.number().positive(),
  thresholds: z.strictObject({ answer: z.number(), also: z.number(), offer: z.number() }),
  concepts: z.record(z.string(), z.string()),
  /** Folded words, the most used first. */
  vocabulary: z.array(z.string()),
});

export function modelFrom(file: unknown, weights: Int8Array): Model {
  const { thresholds, concepts, vocabulary, version: _, ...classifier } = modelFileSchema.parse(file);
  const expected = (1 << classifier.bits) * classifier.labels.length;
  if (weights.length !== expected)
    throw new RangeError(`model has ${weights.length} weights, expected ${expected}`);
  return {
    classifier: { ...classifier, weights },
    concepts: new Map(Object.entries(concepts)),
    speller: createSpeller(vocabulary),
    thresholds,
  };
}
