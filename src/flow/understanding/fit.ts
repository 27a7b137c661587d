import type { Classifier } from './classifier.ts';
import type { Features } from './features.ts';

export type Sample = { features: Features; label: number; weight: number };

export type FitOptions = {
  labels: string[];
  bits: number;
  epochs: number;
  rate: number;
  decay: number;
  random: () => number;
};

/** Multinomial logistic regression by AdaGrad, then rounded to small integers. */
export function fitClassifier(samples: Sample[], options: FitOptions): Classifier {
  const size = options.labels.length;
  const weights = new Float32Array((1 << options.bits) * size);
  const squares = new Float32Array(weights.length).fill(1e-4);
  const bias = new Float32Array(size);
  const scores = new Float64Array(size);
  const order = samples.map((_, index) => index);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, options.random);
    for (const index of order) {
      const sample = samples[index];
      if (sample !== undefined) step(sample, { size, weights, squares, bias, scores, rate: options.rate });
    }
    const keep = 1 - options.decay;
    for (let i = 0; i < weights.length; i++) weights[i] = (weights[i] ?? 0) * keep;
  }
  return rounded(weights, bias, options);
}

type State = {
  size: number;
  weights: Float32Array;
  squares: Float32Array;
  bias: Float32Array;
  scores: Float64Array;
  rate: number;
};

function step(sample: Sample, state: State): void {
  const { size, weights, squares, bias, scores, rate } = state;
  const { buckets, weights: values } = sample.features;
  for (let label = 0; label < size; label++) scores[label] = bias[label] ?? 0;
  for (let i = 0; i < buckets.length; i++) {
    const row = (buckets[i] ?? 0) * size;
    const value = values[i] ?? 0;
    for (let label = 0; label < size; label++)
      scores[label] = (scores[label] ?? 0) + (weights[row + label] ?? 0) * value;
  }
  const top = Math.max(...scores);
  let total = 0;
  for (let label = 0; label < size; label++) {
    const exponential = Math.exp((scores[label] ?? 0) - top);
    scores[label] = exponential;
    total += exponential;
  }
  for (let label = 0; label < size; label++) {
    const error = ((scores[label] ?? 0) / total - (label === sample.label ? 1 : 0)) * sample.weight;
    scores[label] = error;
    bias[label] = (bias[label] ?? 0) - rate * 0.02 * error;
  }
  for (let i = 0; i < buckets.length; i++) {
    const row = (buckets[i] ?? 0) * size;
    const value = values[i] ?? 0;
    for (let label = 0; label < size; label++) {
      const gradient = (scores[label] ?? 0) * value;
      const at = row + label;
      const square = (squares[at] ?? 0) + gradient * gradient;
      squares[at] = square;
      weights[at] = (weights[at] ?? 0) - (rate * gradient) / Math.sqrt(square);
    }
  }
}

function rounded(weights: Float32Array, bias: Float32Array, options: FitOptions): Classifier {
  const size = options.labels.length;
  const scale = new Array<number>(size).fill(0);
  for (let i = 0; i < weights.length; i++) {
    scale[i % size] = Math.max(scale[i % size] ?? 0, Math.abs(weights[i] ?? 0) / 127);
  }
  const small = Int8Array.from(weights, (weight, i) => Math.round(weight / (scale[i % size] || 1)));
  return {
    labels: options.labels,
    bits: options.bits,
    weights: small,
    scale,
    bias: [...bias],
    temperature: 1,
  };
}

function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
}
