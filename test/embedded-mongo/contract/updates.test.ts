import { BSON, type Document } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { REFUSED_UPDATES, UPDATES } from '../cases/updates.ts';
import { codes, elsewhere, refusal, useDatabase } from '../support.ts';

const contract = useDatabase({ promoteLongs: false, promoteValues: true });

describe('updates', () => {
  test.each(UPDATES)('$title', async ({ before, filter, update, arrayFilters, after, anyOrder }) => {
    const collection = contract.db.collection<Document>('updates');
    await collection.deleteMany({});
    await collection.insertOne({ _id: 1 as never, ...before });
    const result = await collection.updateOne({ _id: 1 as never, ...filter }, update, { arrayFilters });
    const [found = {}] = await collection.find({}, { promoteValues: false }).toArray();
    expect(bsonOf(found)).toEqual(bsonOf({ _id: 1, ...after }));
    if (!anyOrder || !elsewhere) expect(Object.keys(found)).toEqual(['_id', ...Object.keys(after)]);
    const changed =
      JSON.stringify(bsonOf({ _id: 1, ...before })) !== JSON.stringify(bsonOf({ _id: 1, ...after }));
    expect(result).toMatchObject({ matchedCount: 1, modifiedCount: changed ? 1 : 0 });
  });
});

describe('refuses and changes nothing', () => {
  test.each(REFUSED_UPDATES)('$title', async ({ before, filter, update, arrayFilters, code, documentdb }) => {
    const collection = contract.db.collection<Document>('refused');
    await collection.deleteMany({});
    await collection.insertOne({ _id: 1 as never, ...before });
    const updating = collection.updateOne({ _id: 1 as never, ...filter }, update, { arrayFilters });
    expect(codes(code, documentdb)).toContain((await refusal(updating)).code);
    expect(bsonOf(await collection.findOne({}, { promoteValues: false }))).toEqual(
      bsonOf({ _id: 1, ...before }),
    );
  });
});

/** Canonical extended JSON tells every type apart. */
function bsonOf(document: Document | null): unknown {
  return JSON.parse(
    BSON.EJSON.stringify(BSON.deserialize(BSON.serialize(document ?? {}), { promoteValues: false }), {
      relaxed: false,
    }),
  );
}
