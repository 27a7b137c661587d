import { beforeAll, describe, expect, test } from 'vitest';
import { ORDERS, PIPELINES, REFUSED_PIPELINES, SHOPS } from '../cases/pipelines.ts';
import { codes, elsewhere, refusal, useDatabase } from '../support.ts';

const contract = useDatabase();

beforeAll(async () => {
  await contract.db.collection('orders').insertMany(ORDERS.map((order) => ({ ...order })));
  await contract.db.collection('shops').insertMany(SHOPS.map((shop) => ({ ...shop })));
});

describe('answers', () => {
  test.each(PIPELINES)('$title', async ({ pipeline, result, documentdb }) => {
    const wanted = elsewhere ? (documentdb ?? result) : result;
    expect(await contract.db.collection('orders').aggregate(pipeline).toArray()).toEqual(wanted);
  });
});

describe('refuses', () => {
  test.each(REFUSED_PIPELINES)('$title', async ({ pipeline, code, documentdb }) => {
    const refused = await refusal(contract.db.collection('orders').aggregate(pipeline).toArray());
    expect(codes(code, documentdb)).toContain(refused.code);
  });
});

describe('writes', () => {
  test('$out replaces a collection', async () => {
    const target = contract.db.collection('copied');
    await target.insertOne({ _id: 'old' as never });
    const answer = await contract.db
      .collection('orders')
      .aggregate([{ $match: { shop: 'a' } }, { $out: 'copied' }])
      .toArray();
    expect(answer).toEqual([]);
    expect(await target.distinct('_id')).toEqual([1, 3]);
  });

  test('$merge inserts, merges and replaces', async () => {
    const target = contract.db.collection('merged');
    await target.insertOne({ _id: 1 as never, kept: true });
    await contract.db
      .collection('orders')
      .aggregate([{ $match: { _id: { $lt: 3 } } }, { $project: { shop: 1 } }, { $merge: { into: 'merged' } }])
      .toArray();
    expect(await target.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, kept: true, shop: 'a' },
      { _id: 2, shop: 'b' },
    ]);
    await contract.db
      .collection('orders')
      .aggregate([
        { $match: { _id: 1 } },
        { $project: { n: 1 } },
        { $merge: { into: 'merged', whenMatched: 'replace' } },
      ])
      .toArray();
    expect(await target.findOne({ _id: 1 as never })).toEqual({ _id: 1, n: 5 });
  });

  test('let is seen by every stage', async () => {
    const found = await contract.db
      .collection('orders')
      .aggregate(
        [{ $match: { $expr: { $eq: ['$_id', '$$wanted'] } } }, { $project: { _id: 1, word: '$$word' } }],
        { let: { wanted: 2, word: { $concat: ['h', 'i'] } } },
      )
      .toArray();
    expect(found).toEqual([{ _id: 2, word: 'hi' }]);
  });
});
