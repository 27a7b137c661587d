import { type Classifier, probabilities } from './classifier.ts';
import type { Features } from './features.ts';
import type { Thresholds } from './model.ts';

/** A message with a classifier that was trained without its writer. */
export type HeldOut = { intent: string; features: Features; classifier: Classifier };

const OUT_OF_SCOPE = 'fuera';

// Of all messages, how many may be answered wrongly and confidently; below the aim of 1.5 %, since new hands are harder.
const WRONG_AND_CONFIDENT = 0.01;
// An offer is worth showing while the right intent is still among three this often.
const MISSED_IN_SCOPE = 0.004;

/** The temperature with the least surprise. */
export function temperatureFor(heldOut: HeldOut[], labels: string[]): number {
  const candidates = Array.from({ length: 31 }, (_, i) => 0.4 + i * 0.05);
  const judged = candidates.map((temperature) => ({
    temperature,
    loss: surprise(heldOut, labels, temperature),
  }));
  judged.sort((one, other) => one.loss - other.loss);
  return judged[0]?.temperature ?? 1;
}

function surprise(heldOut: HeldOut[], labels: string[], temperature: number): number {
  return heldOut.reduce((sum, { intent, features, classifier }) => {
    const values = probabilities(features, { ...classifier, temperature });
    return sum - Math.log(Math.max(1e-6, values[labels.indexOf(intent)] ?? 0));
  }, 0);
}

/** The lowest confidence at which answering is safe enough, and below which offering helps nobody. */
export function thresholdsFor(
  heldOut: HeldOut[],
  { labels, temperature }: { labels: string[]; temperature: number },
): Thresholds {
  const best = heldOut.map(({ intent, features, classifier }) => {
    const values = probabilities(features, { ...classifier, temperature });
    const inScope = labels
      .map((label, i) => ({ label, probability: values[i] ?? 0 }))
      .filter(({ label }) => label !== OUT_OF_SCOPE)
      .sort((one, other) => other.probability - one.probability);
    return { intent, label: inScope[0]?.label ?? '', probability: inScope[0]?.probability ?? 0 };
  });
  const steps = Array.from({ length: 90 }, (_, i) => 0.5 + i * 0.005);
  const wrong = (from: number) =>
    best.filter(({ intent, label, probability }) => probability >= from && intent !== label).length;
  const answer = steps.find((step) => wrong(step) <= WRONG_AND_CONFIDENT * best.length) ?? 0.95;
  const known = best.filter(({ intent }) => intent !== OUT_OF_SCOPE).map(({ probability }) => probability);
  known.sort((one, other) => one - other);
  const offer = Math.min(0.2, known[Math.floor(known.length * MISSED_IN_SCOPE)] ?? 0.1);
  return { answer, also: Math.max(0.8, answer), offer };
}
