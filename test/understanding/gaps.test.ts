import { expect, test } from 'vitest';
import { loadModel } from '../../src/adapters/files/understanding-files.ts';
import { clusterGaps } from '../../src/flow/understanding/gaps.ts';

const { concepts, speller } = loadModel(new URL('../../data/', import.meta.url).pathname);
const GAPS = [
  '¿las clases son virtuales?',
  'las clases son virtuales o presenciales',
  'son virtuales las clases?',
  '¿dan refrigerio?',
  'dan refrigerio y almuerzo?',
  'dan refrigerio en las reuniones?',
  'asdfgh',
].map((text) => ({ text }));

test('questions that ask the same become one draft, the rare ones none', () => {
  const drafts = clusterGaps(GAPS, { concepts, speller });
  expect(drafts.map(({ count }) => count)).toEqual([3, 3]);
  expect(drafts.map(({ words }) => words[0])).toEqual(expect.arrayContaining(['refrigerio']));
  expect(drafts.flatMap(({ questions }) => questions)).not.toContain('asdfgh');
});

test('the order of the gaps does not matter', () => {
  expect(clusterGaps(GAPS.toReversed(), { concepts, speller })).toEqual(
    clusterGaps(GAPS, { concepts, speller }),
  );
});

test('no gaps, no drafts', () => {
  expect(clusterGaps([], { concepts, speller })).toEqual([]);
});
