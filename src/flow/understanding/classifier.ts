import type { Features } from './features.ts';

/** A linear classifier with small integer weights: weights[bucket * labels + label] * scale[label]. */
export type Classifier = {
  labels: string[];
  bits: number;
  weights: Int8Array;
  scale: number[];
  bias: number[];
  temperature: number;
};

/** Probability of each label, in the order of the labels, calibrated by the temperature. */
export function probabilities(features: Features, classifier: Classifier): number[] {
  const size = classifier.labels.length;
  const sums = new Float64Array(size);
  for (let i = 0; i < features.buckets.length; i++) {
    const row = (features.buckets[i] ?? 0) * size;
    const weight = features.weights[i] ?? 0;
    for (let label = 0; label < size; label++) {
      sums[label] = (sums[label] ?? 0) + (classifier.weights[row + label] ?? 0) * weight;
    }
  }
  const scores = Array.from(sums, (sum, label) => {
    return (sum * (classifier.scale[label] ?? 1) + (classifier.bias[label] ?? 0)) / classifier.temperature;
  });
  return softmax(scores);
}

function softmax(scores: number[]): number[] {
  const top = Math.max(...scores);
  const exponentials = scores.map((score) => Math.exp(score - top));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return exponentials.map((value) => value / total);
}
