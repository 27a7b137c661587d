import { vary } from './augment.ts';
import type { Classifier } from './classifier.ts';
import type { Concepts } from './concepts.ts';
import { expand, isPattern, type Slots, varietyOf } from './expand.ts';
import { featuresOf } from './features.ts';
import { fitClassifier, type Sample } from './fit.ts';
import type { Labelled } from './labelled.ts';
import { randomFrom } from './random.ts';
import type { Speller } from './spelling.ts';

export type TrainOptions = {
  labels: string[];
  concepts: Concepts;
  speller: Speller;
  bits: number;
  copies: number;
  epochs: number;
  seed: number;
  slots: Slots;
};

/** A classifier from labelled messages, each also seen as other hands would type it. */
export function train(messages: Labelled[], options: TrainOptions): Classifier {
  const random = randomFrom(options.seed);
  const samples: Sample[] = [];
  for (const message of messages) {
    const label = options.labels.indexOf(message.intent);
    if (label < 0) throw new RangeError(`unknown intent "${message.intent}" for "${message.text}"`);
    const fillers = !KEPT_BARE.has(message.intent);
    const add = (text: string, weight: number) =>
      samples.push({ features: featuresOf(text, options), label, weight });
    if (isPattern(message.text)) {
      const count = varietyOf(message.text, MOST_PER_PATTERN);
      for (let i = 0; i < count; i++) {
        const text = expand(message.text, options.slots, random);
        add(random() < 0.6 ? vary(text, { random, fillers }) : text, PATTERN_WEIGHT);
      }
      continue;
    }
    add(message.text, 1);
    for (let copy = 0; copy < options.copies; copy++)
      add(vary(message.text, { random, fillers }), COPY_WEIGHT);
  }
  return fitClassifier(samples, { ...options, rate: 0.15, decay: 0.02, random });
}

const COPY_WEIGHT = 0.5;
const PATTERN_WEIGHT = 0.3;
const MOST_PER_PATTERN = 14;

// "hola" before these would change or blur what they are.
const KEPT_BARE = new Set(['menu', 'baja']);
