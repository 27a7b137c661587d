import type { Document } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { QUERIES, REFUSED_QUERIES } from '../cases/queries.ts';
import { refusal, useDatabase } from '../support.ts';

const contract = useDatabase();

describe('finds the same with and without an index', () => {
  test.each(QUERIES)('$title', async ({ title, documents, query, finds }) => {
    const collection = contract.db.collection(`q${QUERIES.findIndex((other) => other.title === title)}`);
    await collection.insertMany(structuredInsert(documents));
    const ids = async () =>
      (await collection.find(query).sort({ _id: 1 }).toArray()).map((found) => found._id);
    expect(await ids()).toEqual(finds);
    const field = Object.keys(query).find((key) => !key.startsWith('$') && key !== '_id');
    if (!field) return;
    await collection.createIndex({ [field]: 1 });
    expect(await ids()).toEqual(finds);
    await collection.dropIndexes();
    await collection.createIndex({ [field]: -1, _id: 1 });
    expect(await ids()).toEqual(finds);
  });
});

describe('refuses', () => {
  test.each(REFUSED_QUERIES)('$title', async ({ query, code }) => {
    await contract.db.collection('refused').insertOne({ a: 1 });
    expect((await refusal(contract.db.collection('refused').find(query).toArray())).code).toBe(code);
  });
});

function structuredInsert(documents: Document[]): Document[] {
  return documents.map((document) => ({ ...document }));
}
