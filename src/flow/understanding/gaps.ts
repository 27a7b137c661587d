import type { Concepts } from './concepts.ts';
import { type FeatureOptions, featuresOf } from './features.ts';
import type { Speller } from './spelling.ts';

/** A question that fell back, or whose answer a tap corrected; no number, no name. */
export type Gap = { text: string; locale?: string };

/** Questions that ask the same, as a draft entry for a coordinator to approve. */
export type DraftEntry = { count: number; example: string; questions: string[]; words: string[] };

export type GapOptions = {
  concepts: Concepts;
  speller: Speller;
  /** Questions this alike are one entry; 1 is identical. */
  alike?: number;
  /** Entries asked less often are left out. */
  least?: number;
};

/** Groups questions by what they share, the most asked first. The same gaps in any order give the same drafts. */
export function clusterGaps(
  gaps: Gap[],
  { concepts, speller, alike = 0.32, least = 2 }: GapOptions,
): DraftEntry[] {
  const texts = [...new Set(gaps.map(({ text }) => text.trim()).filter((text) => text !== ''))].sort();
  const counts = new Map<string, number>();
  for (const { text } of gaps) counts.set(text.trim(), (counts.get(text.trim()) ?? 0) + 1);
  const clusters: Cluster[] = [];
  for (const text of texts) {
    const vector = vectorOf(text, { bits: BITS, concepts, speller });
    const near = clusters
      .map((cluster) => ({ cluster, likeness: likeness(vector, cluster.sum) }))
      .sort((one, other) => other.likeness - one.likeness)[0];
    if (near !== undefined && near.likeness >= alike) join(near.cluster, text, vector);
    else clusters.push({ texts: [text], vectors: [vector], sum: new Map(vector) });
  }
  return clusters
    .map((cluster) => draftOf(cluster, counts))
    .filter(({ count }) => count >= least)
    .sort((one, other) => other.count - one.count || one.example.localeCompare(other.example));
}

type Vector = Map<number, number>;
type Cluster = { texts: string[]; vectors: Vector[]; sum: Vector };

// Few buckets are enough to tell a handful of questions apart.
const BITS = 15;

function vectorOf(text: string, options: FeatureOptions): Vector {
  const { buckets, weights } = featuresOf(text, options);
  return new Map(Array.from(buckets, (bucket, i) => [bucket, weights[i] ?? 0]));
}

function join(cluster: Cluster, text: string, vector: Vector): void {
  cluster.texts.push(text);
  cluster.vectors.push(vector);
  for (const [bucket, weight] of vector) cluster.sum.set(bucket, (cluster.sum.get(bucket) ?? 0) + weight);
}

function likeness(one: Vector, other: Vector): number {
  let dot = 0;
  for (const [bucket, weight] of one) dot += weight * (other.get(bucket) ?? 0);
  return dot / (lengthOf(one) * lengthOf(other) || 1);
}

function lengthOf(vector: Vector): number {
  let sum = 0;
  for (const weight of vector.values()) sum += weight * weight;
  return Math.sqrt(sum);
}

/** The example is the question nearest to the middle; the words are those that most of them share. */
function draftOf(cluster: Cluster, counts: Map<string, number>): DraftEntry {
  const ranked = cluster.texts
    .map((text, i) => ({ text, likeness: likeness(cluster.vectors[i] ?? new Map(), cluster.sum) }))
    .sort((one, other) => other.likeness - one.likeness);
  const count = cluster.texts.reduce((sum, text) => sum + (counts.get(text) ?? 1), 0);
  return {
    count,
    example: ranked[0]?.text ?? '',
    questions: ranked.map(({ text }) => text),
    words: sharedWords(cluster.texts),
  };
}

function sharedWords(texts: string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const word of new Set(text.toLowerCase().match(/\p{L}{4,}/gu) ?? []))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= Math.max(2, texts.length / 2))
    .sort((one, other) => other[1] - one[1] || one[0].localeCompare(other[0]))
    .slice(0, 6)
    .map(([word]) => word);
}
