import { type Collection, type Document, MongoBulkWriteError, ObjectId, Timestamp } from 'mongodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { ownTest, refusal, useDatabase } from '../support.ts';

const contract = useDatabase();
let things: Collection<Document>;
const all = () => things.find().sort({ _id: 1 }).toArray();
const numbered = (...documents: Document[]) => documents as never[];

beforeEach(async () => {
  things = contract.db.collection(`things${new ObjectId()}`);
  await things.insertMany(numbered({ _id: 1, x: 11 }, { _id: 2, x: 22 }, { _id: 3, x: 33 }));
});

describe('insert', () => {
  test('tells the ids', async () => {
    const { insertedId, acknowledged } = await things.insertOne({ x: 1 });
    expect(acknowledged).toBe(true);
    expect(await things.findOne({ _id: insertedId })).toEqual({ _id: insertedId, x: 1 });
    const many = await things.insertMany(numbered({ _id: 8 }, { _id: 9 }));
    expect(many).toMatchObject({ insertedCount: 2, insertedIds: { 0: 8, 1: 9 } });
  });

  test('puts the _id first', async () => {
    await contract.db.command({ insert: things.collectionName, documents: [{ a: 1, _id: 7 }, { b: 1 }] });
    expect(Object.keys((await things.findOne({ _id: 7 as never })) ?? {})).toEqual(['_id', 'a']);
    expect((await things.findOne({ b: 1 }))?._id).toBeInstanceOf(ObjectId);
  });

  test('ordered stops at the first refusal', async () => {
    const error = await refusal(things.insertMany(numbered({ _id: 4 }, { _id: 2 }, { _id: 5 })));
    expect(error).toBeInstanceOf(MongoBulkWriteError);
    expect(error).toMatchObject({ code: 11000, result: { insertedCount: 1 } });
    expect((await all()).map(({ _id }) => _id)).toEqual([1, 2, 3, 4]);
  });

  test('unordered passes over refusals', async () => {
    const error = await refusal(
      things.insertMany(numbered({ _id: 4 }, { _id: 2 }, { _id: 1 }, { _id: 5 }), { ordered: false }),
    );
    const errors = (error as unknown as MongoBulkWriteError).writeErrors;
    expect([errors].flat().map(({ index, code }) => [index, code])).toEqual([
      [1, 11000],
      [2, 11000],
    ]);
    expect((await all()).map(({ _id }) => _id)).toEqual([1, 2, 3, 4, 5]);
  });

  test('names dotted and dollar names are kept', async () => {
    await things.insertOne({ _id: 4 as never, 'a.b': 1, c: { $d: 1 } });
    expect(await things.findOne({ _id: 4 as never })).toEqual({ _id: 4, 'a.b': 1, c: { $d: 1 } });
  });

  test.each([{ _id: [1] }, { _id: /x/ }, { _id: { $a: 1 } }])('refuses $_id as an _id', async (document) => {
    await refusal(things.insertOne(document as never));
    expect(await things.countDocuments()).toBe(3);
  });

  test('of nothing is refused', async () => {
    await refusal(contract.db.command({ insert: things.collectionName, documents: [] }));
  });
});

describe('update', () => {
  test('of one', async () => {
    expect(await things.updateOne({ x: { $gt: 11 } }, { $inc: { x: 1 } })).toMatchObject({
      matchedCount: 1,
      modifiedCount: 1,
      upsertedCount: 0,
      upsertedId: null,
    });
    expect(await all()).toEqual([
      { _id: 1, x: 11 },
      { _id: 2, x: 23 },
      { _id: 3, x: 33 },
    ]);
  });

  test('of many', async () => {
    expect(await things.updateMany({ x: { $gte: 22 } }, { $set: { x: 22 } })).toMatchObject({
      matchedCount: 2,
      modifiedCount: 1,
    });
    expect(await things.updateMany({ x: 99 }, { $set: { x: 1 } })).toMatchObject({
      matchedCount: 0,
      modifiedCount: 0,
    });
  });

  test('by another document', async () => {
    expect(await things.replaceOne({ _id: 2 as never }, { y: 1 })).toMatchObject({
      matchedCount: 1,
      modifiedCount: 1,
    });
    expect(await things.findOne({ _id: 2 as never })).toEqual({ _id: 2, y: 1 });
    expect((await refusal(things.replaceOne({ _id: 2 as never }, { _id: 9, y: 1 } as never))).code).toBe(66);
  });

  // DocumentDB counts it as modified.
  ownTest('by the same document modifies nothing', async () => {
    expect(await things.replaceOne({ _id: 2 as never }, { x: 22 })).toMatchObject({
      matchedCount: 1,
      modifiedCount: 0,
    });
  });

  test('with let', async () => {
    const filter = { $expr: { $eq: ['$_id', '$$id'] } };
    await things.updateOne(filter, [{ $set: { x: '$$word', y: '$$NOW' } }], {
      let: { id: 2, word: { $literal: '$x' } },
    });
    const found = await things.findOne({ _id: 2 as never });
    expect(found?.x).toBe('$x');
    expect(found?.y).toBeInstanceOf(Date);
    expect((await things.deleteOne(filter, { let: { id: 3 } } as never)).deletedCount).toBe(1);
  });

  test('by the current date', async () => {
    await things.updateOne({ _id: 1 as never }, {
      $currentDate: { at: true, stamp: { $type: 'timestamp' } },
    } as Document);
    const found = await things.findOne({ _id: 1 as never });
    expect(Math.abs(Date.now() - found?.at.getTime())).toBeLessThan(60_000);
    expect(found?.stamp).toBeInstanceOf(Timestamp);
  });

  test('does not meet a document twice', async () => {
    await things.createIndex({ x: 1 });
    await things.updateMany({ x: { $gte: 11 } }, { $inc: { x: 1000 } });
    expect((await all()).map(({ x }) => x)).toEqual([1011, 1022, 1033]);
  });

  test('of many by another document is refused', async () => {
    const updates = [{ q: {}, u: { y: 1 }, multi: true }];
    expect(
      (await refusal(contract.db.command({ update: things.collectionName, updates }).then(rethrow))).code,
    ).toBe(9);
  });
});

describe('upsert', () => {
  test('takes the fields the query fixes', async () => {
    const { upsertedId, ...result } = await things.updateOne(
      {
        a: 1,
        'b.c': { $eq: 2 },
        d: { $in: [3] },
        $and: [{ e: 4 }],
        f: { $gt: 5 },
        $or: [{ g: 6 }, { g: 7 }],
      },
      { $set: { x: 1 }, $setOnInsert: { y: 2 }, $push: { list: 'i' } } as Document,
      { upsert: true },
    );
    expect(result).toMatchObject({ matchedCount: 0, modifiedCount: 0, upsertedCount: 1 });
    expect(await things.findOne({ _id: upsertedId as never })).toEqual({
      _id: upsertedId,
      a: 1,
      b: { c: 2 },
      d: 3,
      e: 4,
      x: 1,
      y: 2,
      list: ['i'],
    });
  });

  test('takes the _id of the query, of $set or of $setOnInsert', async () => {
    expect(
      (await things.updateOne({ _id: 7 as never }, { $set: { x: 1 } }, { upsert: true })).upsertedId,
    ).toBe(7);
    expect(
      (await things.updateOne({ q: 1 }, { $setOnInsert: { _id: 8 } } as never, { upsert: true })).upsertedId,
    ).toBe(8);
    expect((await things.replaceOne({ _id: 9 as never }, { r: 1 }, { upsert: true })).upsertedId).toBe(9);
    expect(
      await things
        .find({ _id: { $gt: 3 } } as Document)
        .sort({ _id: 1 })
        .toArray(),
    ).toEqual([
      { _id: 7, x: 1 },
      { _id: 8, q: 1 },
      { _id: 9, r: 1 },
    ]);
  });

  test('by a pipeline', async () => {
    await things.updateOne({ _id: 7 as never }, [{ $set: { x: { $add: [1, 2] } } }], { upsert: true });
    expect(await things.findOne({ _id: 7 as never })).toEqual({ _id: 7, x: 3 });
  });

  test('of a field fixed twice is refused', async () => {
    const upsert = things.updateOne({ $and: [{ a: 1 }, { a: 2 }] }, { $set: { x: 1 } }, { upsert: true });
    expect((await refusal(upsert)).code).toBe(54);
  });

  test('leaves an existing one alone but for the update', async () => {
    const result = await things.updateOne(
      { _id: 1 as never },
      { $set: { z: 1 }, $setOnInsert: { y: 1 } },
      { upsert: true },
    );
    expect(result).toMatchObject({ matchedCount: 1, modifiedCount: 1, upsertedCount: 0, upsertedId: null });
    expect(await things.findOne({ _id: 1 as never })).toEqual({ _id: 1, x: 11, z: 1 });
  });
});

describe('delete', () => {
  test('one or many', async () => {
    expect((await things.deleteOne({ x: { $gt: 11 } })).deletedCount).toBe(1);
    expect((await things.deleteMany({ x: { $gt: 0 } })).deletedCount).toBe(2);
    expect((await things.deleteMany({})).deletedCount).toBe(0);
  });
});

describe('find and', () => {
  test('update, before and after', async () => {
    expect(await things.findOneAndUpdate({ _id: 2 as never }, { $inc: { x: 1 } })).toEqual({ _id: 2, x: 22 });
    expect(
      await things.findOneAndUpdate({ _id: 2 as never }, { $inc: { x: 1 } }, { returnDocument: 'after' }),
    ).toEqual({ _id: 2, x: 24 });
    expect(await things.findOneAndUpdate({ _id: 9 as never }, { $inc: { x: 1 } })).toBeNull();
  });

  test('update in an order, with a projection', async () => {
    const found = await things.findOneAndUpdate(
      { x: { $gt: 11 } },
      { $set: { y: 1 } },
      { sort: { x: -1 }, projection: { x: 1, _id: 0 } },
    );
    expect(found).toEqual({ x: 33 });
  });

  test('update a seat that is free, by its condition', async () => {
    await things.insertOne({
      _id: 5 as never,
      seats: [
        { n: 1, by: 'a' },
        { n: 2, by: null },
      ],
    });
    const after = await things.findOneAndUpdate(
      { _id: 5 as never, seats: { $elemMatch: { by: null } } },
      { $set: { 'seats.$.by': 'b' } },
      { returnDocument: 'after' },
    );
    expect(after?.seats).toEqual([
      { n: 1, by: 'a' },
      { n: 2, by: 'b' },
    ]);
  });

  test('upsert tells what it did', async () => {
    const raw = await things.findOneAndUpdate(
      { _id: 7 as never },
      { $set: { x: 1 } },
      { upsert: true, returnDocument: 'after', includeResultMetadata: true },
    );
    expect(raw).toMatchObject({
      value: { _id: 7, x: 1 },
      lastErrorObject: { n: 1, updatedExisting: false, upserted: 7 },
      ok: 1,
    });
    expect(
      await things.findOneAndUpdate({ _id: 8 as never }, { $set: { x: 1 } }, { upsert: true }),
    ).toBeNull();
  });

  test('replace', async () => {
    expect(
      await things.findOneAndReplace({ _id: 2 as never }, { y: 1 }, { returnDocument: 'after' }),
    ).toEqual({ _id: 2, y: 1 });
  });

  test('delete', async () => {
    expect(await things.findOneAndDelete({ x: { $gt: 11 } }, { sort: { x: -1 } })).toEqual({ _id: 3, x: 33 });
    expect(await things.countDocuments()).toBe(2);
  });

  test('array filters', async () => {
    await things.insertOne({ _id: 5 as never, y: [{ b: 3 }, { b: 1 }] });
    const after = await things.findOneAndUpdate(
      { _id: 5 as never },
      { $set: { 'y.$[i].b': 2 } },
      { arrayFilters: [{ 'i.b': 3 }], returnDocument: 'after' },
    );
    expect(after).toEqual({ _id: 5, y: [{ b: 2 }, { b: 1 }] });
  });
});

describe('bulk', () => {
  test('mixes all kinds', async () => {
    const result = await things.bulkWrite([
      { insertOne: { document: { _id: 4, x: 44 } as never } },
      { updateOne: { filter: { _id: 1 as never }, update: { $set: { x: 1 } } } },
      { updateMany: { filter: { x: { $gt: 22 } }, update: { $inc: { x: 1 } } } },
      { replaceOne: { filter: { _id: 9 as never }, replacement: { r: 1 }, upsert: true } },
      { deleteOne: { filter: { _id: 2 as never } } },
      { deleteMany: { filter: { x: { $gt: 40 } } } },
    ]);
    expect(result).toMatchObject({
      insertedCount: 1,
      matchedCount: 3,
      modifiedCount: 3,
      upsertedCount: 1,
      upsertedIds: { 3: 9 },
      deletedCount: 2,
    });
    expect(await all()).toEqual([
      { _id: 1, x: 1 },
      { _id: 3, x: 34 },
      { _id: 9, r: 1 },
    ]);
  });

  test('unordered tells each refusal', async () => {
    await things.createIndex({ x: 1 }, { unique: true });
    const bulk = things.bulkWrite(
      [
        { updateOne: { filter: { _id: 1 as never }, update: { $set: { x: 22 } } } },
        { updateOne: { filter: { _id: 3 as never }, update: { $set: { x: 1 } } } },
        { insertOne: { document: { x: 1 } } },
      ],
      { ordered: false },
    );
    const error = (await refusal(bulk)) as unknown as MongoBulkWriteError;
    expect(error.writeErrors).toHaveLength(2);
    // The driver sends an unordered bulk by kind: the insert wins.
    expect(error.insertedCount).toBe(1);
  });

  test('without acknowledgement is done all the same', async () => {
    const quiet = contract.db.collection(things.collectionName, { writeConcern: { w: 0 } });
    await quiet.insertOne({ _id: 6 as never });
    await quiet.updateOne({ _id: 1 as never }, { $set: { x: 0 } });
    await quiet.deleteOne({ _id: 2 as never });
    await quiet.bulkWrite([
      { insertOne: { document: { _id: 7 as never } } },
      { deleteOne: { filter: { _id: 3 as never } } },
    ]);
    await expect.poll(all).toEqual([{ _id: 1, x: 0 }, { _id: 6 }, { _id: 7 }]);
  });
});

/** The driver's plain command does not throw for write errors. */
function rethrow(answer: Document): void {
  if (answer.writeErrors) throw answer.writeErrors[0];
}
