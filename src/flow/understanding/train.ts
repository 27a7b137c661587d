import { vary } from './augment.ts';
import type { Classifier } from './classifier.ts';
import type { Concepts } from './concepts.ts';
import { featuresOf } from './features.ts';
import { fit, type Sample } from './fit.ts';
import type { Labelled } from './labelled.ts';
import { randomFrom } from './random.ts';

export type TrainOptions = {
  labels: string[];
  concepts: Concepts;
  bits: number;
  copies: number;
  epochs: number;
  seed: number;
};

/** A classifier from labelled messages, each also seen as other hands would type it. */
export function train(messages: Labelled[], options: TrainOptions): Classifier {
  const random = randomFrom(options.seed);
  const samples: Sample[] = [];
  for (const message of messages) {
    const label = options.labels.indexOf(message.intent);
    if (label < 0) throw new RangeError(`unknown intent "${message.intent}" for "${message.text}"`);
    samples.push({ features: featuresOf(message.text, options), label, weight: 1 });
    for (let copy = 0; copy < options.copies; copy++) {
      const text = vary(message.text, { random, fillers: !KEPT_BARE.has(message.intent) });
      samples.push({ features: featuresOf(text, options), label, weight: COPY_WEIGHT });
    }
  }
  return fit(samples, { ...options, rate: 0.15, decay: 0.02, random });
}

const COPY_WEIGHT = 0.5;

// "hola" before these would change or blur what they are.
const KEPT_BARE = new Set(['menu', 'baja']);
