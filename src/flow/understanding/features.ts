import type { Concepts } from './concepts.ts';
import { conceptsOf } from './concepts.ts';
import { foldSound, normalise, words } from './normalise.ts';
import type { Speller } from './spelling.ts';

/** A sparse vector: bucket and weight, buckets unique. */
export type Features = { buckets: Uint32Array; weights: Float32Array };

export type FeatureOptions = { bits: number; concepts: Concepts; speller: Speller };

/** What the classifier sees of a message: folded words, their neighbours, their letters, and the concepts behind them. */
export function featuresOf(text: string, options: FeatureOptions): Features {
  const normalised = normalise(text);
  const tokens = words(normalised).slice(0, MAX_WORDS);
  const typed = tokens.map(foldSound);
  const folded = typed.map(options.speller);
  const groups: string[][] = [
    wordFeatures(folded),
    letterFeatures([...folded, ...typed.filter((word, i) => word !== folded[i])]),
    conceptFeatures(conceptsOf(tokens, folded, options.concepts), folded),
    shapeFeatures(text, normalised, folded),
  ];
  return vectorOf(groups, (1 << options.bits) - 1);
}

const MAX_WORDS = 120;

function wordFeatures(folded: string[]): string[] {
  const out: string[] = [];
  for (const [i, word] of folded.entries()) {
    out.push(`w:${word}`);
    const next = folded[i + 1];
    if (next !== undefined) out.push(`b:${word} ${next}`);
    const after = folded[i + 2];
    if (after !== undefined) out.push(`k:${word} ${after}`);
  }
  if (folded.length > 0) out.push(`b:^ ${folded[0]}`, `b:${folded.at(-1)} $`);
  return out;
}

function letterFeatures(folded: string[]): string[] {
  const out: string[] = [];
  for (const word of folded) {
    const padded = `<${word.slice(0, 24)}>`;
    for (let size = 3; size <= 5; size++) {
      for (let start = 0; start + size <= padded.length; start++)
        out.push(`c:${padded.slice(start, start + size)}`);
    }
  }
  return out;
}

function conceptFeatures(concepts: (string | null)[], folded: string[]): string[] {
  const out: string[] = [];
  let previous = '^';
  for (const [i, concept] of concepts.entries()) {
    if (concept !== null) out.push(`n:${concept}`, `m:${previous} ${concept}`);
    previous = concept ?? folded[i] ?? '';
    const next = folded[i + 1];
    if (concept !== null && next !== undefined) out.push(`o:${concept} ${concepts[i + 1] ?? next}`);
  }
  const kinds = [...new Set(concepts.filter((concept) => concept !== null))].sort();
  for (const [i, one] of kinds.entries())
    for (const other of kinds.slice(i + 1)) out.push(`p:${one} ${other}`);
  return out;
}

function shapeFeatures(text: string, normalised: string, folded: string[]): string[] {
  const count = folded.length;
  const size = count <= 1 ? '1' : count <= 3 ? '3' : count <= 8 ? '8' : count <= 20 ? '20' : 'many';
  const out = [`s:size ${size}`];
  if (normalised.includes('?')) out.push('s:question');
  if (count === 0) out.push('s:wordless');
  for (const emoji of text.match(/\p{Extended_Pictographic}/gu)?.slice(0, 6) ?? []) out.push(`e:${emoji}`);
  return out;
}

function vectorOf(groups: string[][], mask: number): Features {
  const sums = new Map<number, number>();
  for (const [kind, group] of groups.entries()) {
    const counts = new Map<number, number>();
    for (const name of group) {
      const bucket = hash(name) & mask;
      counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
    }
    let norm = 0;
    for (const count of counts.values()) norm += (1 + Math.log(count)) ** 2;
    const scale = (GROUP_WEIGHT[kind] ?? 1) / Math.sqrt(norm || 1);
    for (const [bucket, count] of counts) {
      sums.set(bucket, (sums.get(bucket) ?? 0) + (1 + Math.log(count)) * scale);
    }
  }
  return { buckets: Uint32Array.from(sums.keys()), weights: Float32Array.from(sums.values()) };
}

// Words, letters, concepts, shape: each group is scaled to this length, so that a long message weighs like a short one.
const GROUP_WEIGHT = [1, 1.2, 0.8, 0.3];

/** FNV-1a, 32 bits, with a final mix so that the low bits are usable as a bucket. */
function hash(name: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) value = Math.imul(value ^ name.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}
