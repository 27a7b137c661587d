import type { Document } from 'mongodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { codes, ownTest, refusal, useDatabase } from '../support.ts';

const contract = useDatabase();
const numbers = () => contract.db.collection<{ _id: number; n: number; even: boolean }>('numbers');

beforeAll(async () => {
  await numbers().insertMany(
    Array.from({ length: 250 }, (_, i) => ({ _id: i, n: 249 - i, even: i % 2 === 0 })),
  );
});

describe('a cursor', () => {
  test('hands out everything in batches', async () => {
    const found = await numbers()
      .find({}, { batchSize: 7 })
      .sort({ _id: 1 })
      .map(({ _id }) => _id)
      .toArray();
    expect(found).toEqual(Array.from({ length: 250 }, (_, i) => i));
  });

  test('gives 101 documents first', async () => {
    const { cursor } = await contract.db.command({ find: 'numbers' }, { promoteLongs: false });
    expect(cursor.firstBatch).toHaveLength(101);
    const next = await contract.db.command({ getMore: cursor.id, collection: 'numbers' });
    expect(next.cursor.nextBatch).toHaveLength(149);
    expect(String(next.cursor.id)).toBe('0');
  });

  test('may start empty and be killed', async () => {
    const { cursor } = await contract.db.command({ find: 'numbers', batchSize: 0 }, { promoteLongs: false });
    expect(cursor.firstBatch).toEqual([]);
    const killed = await contract.db.command({ killCursors: 'numbers', cursors: [cursor.id] });
    expect(killed.cursorsKilled.map(String)).toEqual([String(cursor.id)]);
    expect((await refusal(contract.db.command({ getMore: cursor.id, collection: 'numbers' }))).code).toBe(43);
  });

  test('of one batch is closed at once', async () => {
    const { cursor } = await contract.db.command({ find: 'numbers', batchSize: 5, singleBatch: true });
    expect(cursor.firstBatch).toHaveLength(5);
    expect(cursor.id).toEqual(0);
  });

  test('sees a collection that is not there as empty', async () => {
    expect(await contract.db.collection('nowhere').find().toArray()).toEqual([]);
    expect(
      await contract.db
        .collection('nowhere')
        .aggregate([{ $match: {} }])
        .toArray(),
    ).toEqual([]);
  });
});

describe('order, skip and limit', () => {
  test('with and without an index', async () => {
    const wanted = [5, 7, 9, 11];
    const find = () =>
      numbers()
        .find({ even: false })
        .sort({ n: -1 })
        .skip(2)
        .limit(4)
        .map(({ _id }) => _id)
        .toArray();
    expect(await find()).toEqual(wanted);
    await numbers().createIndex({ even: 1, n: -1 });
    expect(await find()).toEqual(wanted);
    const reversed = await numbers()
      .find({ even: false })
      .sort({ n: 1 })
      .limit(2)
      .map(({ _id }) => _id)
      .toArray();
    expect(reversed).toEqual([249, 247]);
  });

  test('a range and its order', async () => {
    await numbers().createIndex({ n: 1 });
    const found = await numbers()
      .find({ n: { $gte: 10, $lt: 14 } })
      .sort({ n: -1 })
      .map(({ n }) => n)
      .toArray();
    expect(found).toEqual([13, 12, 11, 10]);
  });
});

describe('hint', () => {
  test('names an index or its keys', async () => {
    await numbers().createIndex({ even: 1 }, { name: 'by_even' });
    expect(await numbers().countDocuments({ _id: 3 }, { hint: 'by_even' })).toBe(1);
    expect(await numbers().find({ _id: 3 }).hint({ even: 1 }).toArray()).toHaveLength(1);
    expect(await numbers().find({ _id: 3 }).hint({ $natural: 1 }).toArray()).toHaveLength(1);
  });

  test('of an index that is not there is refused', async () => {
    expect((await refusal(numbers().find({}).hint('nope').toArray())).code).toBe(2);
  });
});

describe('projection', () => {
  const cases: { title: string; projection: Document; filter?: Document; result: Document }[] = [
    { title: 'keeps', projection: { a: 1 }, result: { _id: 1, a: 1 } },
    { title: 'keeps without the _id', projection: { a: 1, _id: 0 }, result: { a: 1 } },
    { title: 'drops', projection: { list: 0, sub: 0, docs: 0 }, result: { _id: 1, a: 1 } },
    {
      title: 'drops only the _id',
      projection: { _id: 0 },
      result: {
        a: 1,
        sub: { x: 1, y: 2 },
        list: [1, 2, 3, 4],
        docs: [
          { k: 'a', n: 1 },
          { k: 'b', n: 2 },
        ],
      },
    },
    {
      title: 'keeps below',
      projection: { 'sub.x': 1, 'docs.k': 1 },
      result: { _id: 1, sub: { x: 1 }, docs: [{ k: 'a' }, { k: 'b' }] },
    },
    {
      title: 'keeps below, written nested',
      projection: { sub: { y: 1 } },
      result: { _id: 1, sub: { y: 2 } },
    },
    {
      title: '$slice from the start',
      projection: { list: { $slice: 2 }, a: 1 },
      result: { _id: 1, a: 1, list: [1, 2] },
    },
    {
      title: '$slice from the end',
      projection: { list: { $slice: [-3, 2] }, a: 1 },
      result: { _id: 1, a: 1, list: [2, 3] },
    },
    {
      title: '$elemMatch',
      projection: { docs: { $elemMatch: { n: 2 } } },
      result: { _id: 1, docs: [{ k: 'b', n: 2 }] },
    },
    { title: '$elemMatch of nothing', projection: { docs: { $elemMatch: { n: 9 } } }, result: { _id: 1 } },
    {
      title: 'the item the query met',
      projection: { 'docs.$': 1 },
      filter: { 'docs.n': 2 },
      result: { _id: 1, docs: [{ k: 'b', n: 2 }] },
    },
    {
      title: 'the plain item the query met',
      projection: { 'list.$': 1 },
      filter: { list: { $gt: 2 } },
      result: { _id: 1, list: [3] },
    },
    {
      title: 'computes',
      projection: { a: 1, twice: { $multiply: ['$a', 2] }, copy: '$sub.x' },
      result: { _id: 1, a: 1, twice: 2, copy: 1 },
    },
  ];
  beforeAll(async () => {
    await contract.db.collection('shapes').insertOne({
      _id: 1 as never,
      a: 1,
      sub: { x: 1, y: 2 },
      list: [1, 2, 3, 4],
      docs: [
        { k: 'a', n: 1 },
        { k: 'b', n: 2 },
      ],
    });
  });

  test.each(cases)('$title', async ({ projection, filter = {}, result }) => {
    expect(await contract.db.collection('shapes').findOne(filter, { projection })).toEqual(result);
  });

  test('that keeps and drops is refused', async () => {
    expect(
      (await refusal(contract.db.collection('shapes').findOne({}, { projection: { a: 1, sub: 0 } }))).code,
    ).toBe(31254);
    expect(
      (await refusal(contract.db.collection('shapes').findOne({}, { projection: { a: 0, sub: 1 } }))).code,
    ).toBeOneOf(codes(31253, 31254));
  });
});

describe('count and distinct', () => {
  test('count documents', async () => {
    expect(await numbers().countDocuments()).toBe(250);
    expect(await numbers().countDocuments({ even: true }, { skip: 100, limit: 10 })).toBe(10);
    expect(await numbers().estimatedDocumentCount()).toBe(250);
    expect(await contract.db.command({ count: 'numbers', query: { n: { $lt: 5 } } })).toMatchObject({ n: 5 });
  });

  test('distinct opens arrays and keeps the order of values', async () => {
    const collection = contract.db.collection('tagged');
    await collection.insertMany([
      { t: ['b', 'a'] },
      { t: 'c' },
      { t: ['a'] },
      { t: null },
      {},
      { sub: [{ x: 2 }, { x: 1 }] },
    ]);
    expect(new Set(await collection.distinct('t'))).toEqual(new Set([null, 'a', 'b', 'c']));
    expect(await collection.distinct('sub.x')).toEqual([1, 2]);
    expect(await collection.distinct('t', { t: 'a' })).toEqual(['a', 'b']);
  });

  test('let and $expr in a find', async () => {
    const { cursor } = await contract.db.command({
      find: 'numbers',
      filter: { $expr: { $eq: ['$_id', '$$wanted'] } },
      let: { wanted: { $add: [1, 2] } },
    });
    expect(cursor.firstBatch).toMatchObject([{ _id: 3 }]);
  });
});

describe('collation', () => {
  const names = () => contract.db.collection<{ _id: number; name: string }>('names');
  beforeAll(async () => {
    await names().insertMany(['Ávila', 'avila', 'Zea', 'bello'].map((name, _id) => ({ _id, name })));
  });

  test('of strength 1 takes neither case nor accents into account', async () => {
    const collation = { locale: 'es', strength: 1 } as const;
    expect(
      await names()
        .find({ name: 'AVILA' }, { collation })
        .sort({ _id: 1 })
        .map(({ _id }) => _id)
        .toArray(),
    ).toEqual([0, 1]);
    expect(await names().find({ name: 'AVILA' }).toArray()).toEqual([]);
    const sorted = await names()
      .find({}, { collation })
      .sort({ name: 1, _id: 1 })
      .map(({ _id }) => _id)
      .toArray();
    expect(sorted).toEqual([0, 1, 3, 2]);
  });

  // DocumentDB has it in find and aggregate only.
  ownTest('holds in writes, count and distinct too', async () => {
    const collation = { locale: 'en_US', strength: 2 } as const;
    expect(await names().countDocuments({ name: 'ZEA' }, { collation })).toBe(1);
    expect(
      (await names().updateOne({ name: 'ZEA' }, { $set: { name: 'zea' } }, { collation })).modifiedCount,
    ).toBe(1);
    expect(await names().distinct('name', { name: 'Zea' }, { collation })).toEqual(['zea']);
    expect((await names().deleteOne({ name: 'ZEA' }, { collation })).deletedCount).toBe(1);
  });

  ownTest('that is not known here is refused', async () => {
    const collation = { locale: 'es', caseFirst: 'upper' };
    expect((await refusal(names().find({}, { collation }).toArray())).code).toBe(238);
  });
});
