import { type Document, MongoClient } from 'mongodb';
import { expect, test } from 'vitest';
import { elsewhere, useDatabase } from '../support.ts';

const contract = useDatabase({ maxPoolSize: 20 });
const CONTACTS = 200;
const SEATS = 25;
// Few: DocumentDB takes a second over each deadlock that it finds between such inserts.
const CLAIMANTS = 24;
const CLAIMED_SEATS = 8;

test('200 guarded updates at once give exactly the seats', async () => {
  const sessions = contract.db.collection<Document>('sessions');
  await sessions.insertOne({ _id: 1 as never, left: SEATS, taken: [] });
  const others = await Promise.all([1, 2, 3].map(() => new MongoClient(contract.uri).connect()));
  const clients = [contract.client, ...others];
  const take = async (contact: number) => {
    const collection = clients[contact % clients.length]
      ?.db(contract.db.databaseName)
      .collection<Document>('sessions');
    const update = { $inc: { left: -1 }, $push: { taken: contact } } as Document;
    return (
      await collection?.updateOne({ _id: 1 as never, left: { $gt: 0 }, taken: { $ne: contact } }, update)
    )?.modifiedCount;
  };
  const outcomes = await Promise.all(Array.from({ length: CONTACTS }, (_, contact) => take(contact)));
  await Promise.all(others.map((client) => client.close()));
  expect(outcomes.filter((modified) => modified === 1)).toHaveLength(SEATS);
  const session = await sessions.findOne();
  expect(session?.left).toBe(0);
  expect(new Set(session?.taken).size).toBe(SEATS);
});

test('bookings at once by a unique claim give exactly the seats', async () => {
  const bookings = contract.db.collection<Document>('bookings');
  await bookings.createIndex({ claims: 1 }, { unique: true });
  const book = async (contact: number) => {
    for (let seat = 0; seat < CLAIMED_SEATS; seat++) {
      if (await claim(contact, seat)) return seat;
    }
    return null;
  };
  const claim = async (contact: number, seat: number): Promise<boolean> => {
    try {
      await bookings.insertOne({ contact, claims: [`s:1:${seat}`, `c:${contact}`] });
      return true;
    } catch (error) {
      // DocumentDB now and then finds its inserts waiting for one another, and asks for another try.
      if (elsewhere && String(error).includes('deadlock detected')) return claim(contact, seat);
      if ((error as { code?: number }).code !== 11000) throw error;
      return false;
    }
  };
  const seats = await Promise.all(Array.from({ length: CLAIMANTS }, (_, contact) => book(contact)));
  const given = seats.filter((seat) => seat !== null);
  expect(given.sort((a, b) => a - b)).toEqual(Array.from({ length: CLAIMED_SEATS }, (_, seat) => seat));
});
