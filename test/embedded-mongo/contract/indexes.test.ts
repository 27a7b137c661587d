import { type Collection, type Document, ObjectId } from 'mongodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { codes, elsewhere, ownTest, refusal, useDatabase } from '../support.ts';

const contract = useDatabase();
let things: Collection<Document>;

beforeEach(() => {
  things = contract.db.collection(`things${new ObjectId()}`);
});

describe('a unique index', () => {
  test('names itself, its keys and the value in the refusal', async () => {
    await things.createIndex({ hash: 1 }, { unique: true });
    await things.insertOne({ hash: 'h' });
    const error = await refusal(things.insertOne({ hash: 'h' }));
    expect(error).toMatchObject({ code: 11000, keyPattern: { hash: 1 }, keyValue: { hash: 'h' } });
    expect(error.message).toMatch(
      /E11000 duplicate key error collection: \S+ index: hash_1 dup key: \{ hash: "h" \}/,
    );
  });

  test('holds for updates and upserts', async () => {
    await things.createIndex({ a: 1 }, { unique: true });
    await things.insertMany([
      { _id: 1 as never, a: 1 },
      { _id: 2 as never, a: 2 },
    ]);
    expect((await refusal(things.updateOne({ a: 2 }, { $set: { a: 1 } }))).code).toBe(11000);
    expect(
      (await refusal(things.findOneAndUpdate({ b: 1 }, { $set: { a: 1 } }, { upsert: true }))).code,
    ).toBe(11000);
    expect(await things.updateOne({ a: 2 }, { $set: { a: 2, b: 1 } })).toMatchObject({ modifiedCount: 1 });
    expect(await things.countDocuments()).toBe(2);
  });

  test('of an array holds for each item across documents', async () => {
    await things.createIndex({ claims: 1 }, { unique: true });
    await things.insertOne({ _id: 1 as never, claims: ['s:1', 'c:9'] });
    const error = await refusal(things.insertOne({ claims: ['s:2', 'c:9'] }));
    expect(error).toMatchObject({ code: 11000, keyPattern: { claims: 1 } });
    if (!elsewhere) expect(error.keyValue).toEqual({ claims: 'c:9' });
    expect((await things.updateOne({ _id: 1 as never }, { $set: { claims: ['s:3'] } })).modifiedCount).toBe(
      1,
    );
    await things.insertOne({ claims: ['s:2', 'c:9'] });
  });

  // DocumentDB stops watching an array that holds a value twice.
  ownTest('of an array takes a value twice in one document', async () => {
    await things.createIndex({ claims: 1 }, { unique: true });
    await things.insertOne({ claims: ['a', 'a', 'b'] });
    expect((await refusal(things.insertOne({ claims: ['a'] }))).code).toBe(11000);
  });

  test('of a field in an array of documents', async () => {
    await things.createIndex({ 'identities.hash': 1 }, { unique: true });
    await things.insertOne({ identities: [{ hash: 'a' }, { hash: 'b' }] });
    expect((await refusal(things.insertOne({ identities: [{ hash: 'c' }, { hash: 'b' }] }))).code).toBe(
      11000,
    );
    expect(await things.countDocuments({ 'identities.hash': 'b' })).toBe(1);
  });

  test('takes an absent field for null, unless it is sparse or partial', async () => {
    await things.createIndex({ a: 1 }, { unique: true });
    await things.createIndex({ b: 1 }, { unique: true, sparse: true });
    await things.createIndex({ c: 1 }, { unique: true, partialFilterExpression: { c: { $type: 'string' } } });
    await things.insertMany([{ a: 1, c: null }, { a: 2, c: 5 }, { a: 3, c: 5 }, {}]);
    expect((await refusal(things.insertOne({ b: 1 }))).code).toBe(11000);
    await things.insertOne({ a: 4, b: 1, c: 'x' });
    expect((await refusal(things.insertOne({ a: 5, b: 1 }))).code).toBe(11000);
    expect((await refusal(things.insertOne({ a: 5, c: 'x' }))).code).toBe(11000);
    expect(await things.find({ c: 5 }).toArray()).toHaveLength(2);
    expect(await things.find({ b: null }).toArray()).toHaveLength(4);
    expect(await things.find({ c: 'x' }).toArray()).toHaveLength(1);
  });

  test('of several fields', async () => {
    await things.createIndex({ a: 1, b: -1 }, { unique: true });
    await things.insertMany([
      { a: 1, b: 1 },
      { a: 1, b: 2 },
      { a: 2, b: 1 },
    ]);
    const error = await refusal(things.insertOne({ a: 1, b: 2 }));
    expect(error).toMatchObject({ code: 11000, keyPattern: { a: 1, b: -1 }, keyValue: { a: 1, b: 2 } });
  });

  test('is not built over documents that break it', async () => {
    await things.insertMany([{ a: 1 }, { a: 1 }]);
    expect((await refusal(things.createIndex({ a: 1 }, { unique: true }))).code).toBe(11000);
    expect(await things.indexes()).toHaveLength(1);
    expect(await things.countDocuments()).toBe(2);
  });

  test('settles a race of upserts', async () => {
    await things.createIndex({ key: 1 }, { unique: true });
    const upsert = () => things.updateOne({ key: 'k', done: true }, { $inc: { n: 1 } }, { upsert: true });
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, upsert));
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(await things.find().toArray()).toMatchObject([{ key: 'k', n: 20 }]);
  });
});

describe('indexes', () => {
  test('are listed, made again and dropped', async () => {
    expect(await things.createIndex({ a: 1 }, { name: 'by_a', expireAfterSeconds: 60 })).toBe('by_a');
    expect(await things.createIndex({ a: 1 }, { name: 'by_a', expireAfterSeconds: 60 })).toBe('by_a');
    const listed = await things.listIndexes().toArray();
    expect(listed).toMatchObject([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { key: { a: 1 }, name: 'by_a', expireAfterSeconds: 60 },
    ]);
    await things.dropIndex('by_a');
    expect(await things.indexes()).toHaveLength(1);
    await things.createIndexes([{ key: { a: 1 } }, { key: { b: -1, c: 1 } }]);
    await things.dropIndexes();
    expect(await things.indexes()).toHaveLength(1);
  });

  test('that contradict one another are refused', async () => {
    await things.createIndex({ a: 1 }, { name: 'x' });
    expect((await refusal(things.createIndex({ b: 1 }, { name: 'x' }))).code).toBe(86);
    expect((await refusal(things.createIndex({ a: 1 }, { name: 'y' }))).code).toBe(85);
    expect((await refusal(things.createIndex({ a: 1 }, { name: 'x', unique: true }))).code).toBeOneOf([
      85, 86,
    ]);
    expect((await refusal(things.dropIndex('nope'))).code).toBe(27);
    expect((await refusal(things.dropIndex('_id_'))).code).toBe(72);
    expect((await refusal(things.createIndex({ c: 0 as never }))).code).toBe(67);
  });

  test('may go over one array at a time', async () => {
    await things.createIndex({ a: 1, b: 1 });
    // DocumentDB takes two.
    if (!elsewhere) expect((await refusal(things.insertOne({ a: [1], b: [2] }))).code).toBe(171);
    await things.insertOne({ a: [1, 2], b: 3 });
    expect(await things.countDocuments({ a: 2, b: 3 })).toBe(1);
  });

  test('of a missing collection cannot be listed', async () => {
    expect((await refusal(contract.db.command({ listIndexes: 'nowhere' }))).code).toBe(26);
  });

  test('expiry can be changed', async () => {
    await things.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    await contract.db.command({
      collMod: things.collectionName,
      index: { keyPattern: { at: 1 }, expireAfterSeconds: 120 },
    });
    expect((await things.indexes())[1]).toMatchObject({ expireAfterSeconds: 120 });
  });
});

describe('collections', () => {
  test('are made, listed and dropped', async () => {
    const db = contract.client.db(`${contract.db.databaseName}_c`);
    await db.createCollection('one');
    await db.collection('two').insertOne({});
    // DocumentDB is silent about it.
    if (!elsewhere) expect((await refusal(db.createCollection('one'))).code).toBe(48);
    const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
    expect(names.sort()).toEqual(['one', 'two']);
    expect(await db.listCollections({ name: 'two' }).toArray()).toMatchObject([
      { name: 'two', type: 'collection' },
    ]);
    await db.collection('one').drop();
    await db.dropDatabase();
    expect(await db.listCollections().toArray()).toEqual([]);
  });

  test('with names that cannot be are refused', async () => {
    expect((await refusal(contract.db.command({ insert: '', documents: [{}] }))).code).toBe(73);
    expect(
      (
        await refusal(
          contract.db
            .command({ insert: 'a$b', documents: [{}] })
            .then(({ writeErrors }) => Promise.reject(writeErrors[0])),
        )
      ).code,
    ).toBe(73);
  });

  test('an unknown command is refused by name', async () => {
    const error = await refusal(contract.db.command({ fooBar: 1 }));
    expect(error).toMatchObject({ code: 59, codeName: 'CommandNotFound' });
    expect(error.message).toContain('fooBar');
  });

  test('an unknown field of a command is refused', async () => {
    expect((await refusal(contract.db.command({ find: 'x', fooBar: 1 }))).code).toBeOneOf(codes(40415, 2));
  });
});
