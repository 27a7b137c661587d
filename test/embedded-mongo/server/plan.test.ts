import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encode } from '../../../src/embedded/mongo/bson/codec.ts';
import type { Document } from '../../../src/embedded/mongo/bson/document.ts';
import { parseSort } from '../../../src/embedded/mongo/query/sort.ts';
import type { Collection } from '../../../src/embedded/mongo/storage/collection.ts';
import { parseIndexSpec } from '../../../src/embedded/mongo/storage/index-spec.ts';
import { choosePlan } from '../../../src/embedded/mongo/storage/plan.ts';
import { candidates } from '../../../src/embedded/mongo/storage/scan.ts';
import { Store } from '../../../src/embedded/mongo/storage/store.ts';
import { temporaryDirectory } from '../support.ts';

const SIZE = 1_000;
let directory: string;
let store: Store;
let collection: Collection;

beforeAll(async () => {
  directory = await temporaryDirectory();
  store = new Store(directory);
  store.transaction(() => {
    collection = store.create('a', 'c');
    for (const document of Array.from({ length: SIZE }, (_, i) => documentOf(i))) {
      collection.insert(encode(document), document);
    }
    const specs: Document[] = [
      { key: { phone: 1 }, unique: true },
      { key: { 'ids.hash': 1 }, unique: true },
      { key: { kind: 1, at: -1 } },
      { key: { nick: 1 }, sparse: true },
      { key: { state: 1, rank: 1 }, partialFilterExpression: { state: 'open' } },
    ];
    for (const [i, spec] of specs.entries())
      store.createIndex(collection, parseIndexSpec({ name: `i${i}`, ...spec }));
  });
});
afterAll(async () => {
  store.close();
  await rm(directory, { recursive: true });
});

describe('reads only what an index gives', () => {
  const cases: { query: Document; reads: number }[] = [
    { query: { _id: 5 }, reads: 1 },
    { query: { phone: '+57007' }, reads: 1 },
    { query: { phone: { $in: ['+57007', '+57008', 'none'] } }, reads: 2 },
    { query: { 'ids.hash': 'b9' }, reads: 1 },
    { query: { $or: [{ phone: '+57007' }, { 'ids.hash': 'a9' }] }, reads: 2 },
    { query: { $and: [{ phone: '+57007' }, { kind: 0 }] }, reads: 1 },
    { query: { kind: 3, at: { $gte: new Date(0), $lt: new Date(100) } }, reads: 10 },
    { query: { kind: 3, at: { $gt: new Date(993) } }, reads: 0 },
    { query: { nick: 'n0' }, reads: 1 },
    { query: { state: 'open', rank: { $lt: 100 } }, reads: 10 },
  ];
  test.each(cases)('$query', ({ query, reads }) => {
    expect(readBy(query)).toBe(reads);
  });

  test('and leaves an index that does not hold every match', () => {
    expect(readBy({ nick: null })).toBe(SIZE);
    expect(readBy({ state: 'shut' })).toBe(SIZE);
    expect(readBy({ state: { $in: ['open', 'shut'] } })).toBe(SIZE);
  });
});

test('an index gives the order, so that a limit reads no further', () => {
  const plan = choosePlan(collection, { query: { kind: 3 }, sort: parseSort({ at: -1 }) });
  expect(plan).toMatchObject({ kind: 'index', sorted: true, reverse: false });
  const backwards = choosePlan(collection, { query: { kind: 3 }, sort: parseSort({ at: 1 }) });
  expect(backwards).toMatchObject({ kind: 'index', sorted: true, reverse: true });
  const [first] = candidates(collection, backwards);
  expect(first?.document._id).toBe(3);
  expect(choosePlan(collection, { query: {}, sort: parseSort({ phone: 1 }) })).toMatchObject({
    sorted: true,
  });
  expect(choosePlan(collection, { query: {}, sort: parseSort({ 'ids.hash': 1 }) })).toEqual({
    kind: 'collection',
  });
});

function readBy(query: Document): number {
  return [...candidates(collection, choosePlan(collection, { query, sort: [] }))].length;
}

function documentOf(i: number): Document {
  const nick = i % 100 === 0 ? { nick: `n${i}` } : {};
  return {
    _id: i,
    phone: `+57${String(i).padStart(3, '0')}`,
    ids: [{ hash: `a${i}` }, { hash: `b${i}` }],
    kind: i % 10,
    at: new Date(i),
    state: i % 10 === 0 ? 'open' : 'shut',
    rank: i,
    ...nick,
  };
}
