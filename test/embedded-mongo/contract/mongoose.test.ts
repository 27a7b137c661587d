import mongoose, { type Connection } from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusal, useDatabase } from '../support.ts';

const contract = useDatabase();
let connection: Connection;

const schema = new mongoose.Schema(
  {
    identities: [{ _id: false, hash: { type: String, required: true } }],
    name: String,
    visits: { type: Number, default: 0 },
    heldUntil: Date,
    settings: { type: Map, of: String },
  },
  { timestamps: true, optimisticConcurrency: true, autoIndex: false },
);
schema.index({ 'identities.hash': 1 }, { unique: true });
schema.index(
  { heldUntil: 1 },
  { expireAfterSeconds: 0, partialFilterExpression: { heldUntil: { $exists: true } } },
);

beforeAll(async () => {
  connection = await mongoose
    .createConnection(contract.uri, { dbName: contract.db.databaseName })
    .asPromise();
});
afterAll(() => connection.close());

test('a model makes its indexes, saves, finds and notices a stale save', async () => {
  const Contact = connection.model('Contact', schema);
  await Contact.createCollection();
  await Contact.createIndexes();
  expect((await Contact.listIndexes()).map(({ name }) => name)).toEqual([
    '_id_',
    'identities.hash_1',
    'heldUntil_1',
  ]);

  const ana = await Contact.create({ identities: [{ hash: 'h1' }], name: 'Ana', settings: { lang: 'es' } });
  expect((await refusal(Contact.create({ identities: [{ hash: 'h1' }] }))).code).toBe(11000);

  const stale = await Contact.findById(ana._id).orFail();
  ana.visits = 5;
  ana.identities.push({ hash: 'h2' });
  await ana.save();
  stale.visits = 1;
  expect((await refusal(stale.save())).name).toBe('VersionError');

  const found = await Contact.findOneAndUpdate(
    { 'identities.hash': 'h2', visits: { $gte: 5 } },
    { $inc: { visits: 1 } },
    { returnDocument: 'after' },
  ).orFail();
  expect(found).toMatchObject({ name: 'Ana', visits: 6 });
  expect(found.settings?.get('lang')).toBe('es');
  expect(await Contact.countDocuments({ createdAt: { $lte: new Date() } })).toBe(1);
  expect(await Contact.exists({ name: 'Nobody' })).toBeNull();
});

test('populate, lean, select and an ordered cursor', async () => {
  const Shop = connection.model(
    'Shop',
    new mongoose.Schema({ owner: { type: mongoose.Schema.Types.ObjectId, ref: 'Contact' }, n: Number }),
  );
  const owner = await connection.model('Contact').findOne().orFail();
  await Shop.insertMany([3, 1, 2].map((n) => ({ n, owner: owner._id })));
  const [first] = await Shop.find().sort('n').limit(1).populate<{ owner: { name: string } }>('owner').lean();
  expect(first?.owner.name).toBe('Ana');
  const numbers: unknown[] = [];
  for await (const shop of Shop.find().sort('-n').select('n -_id').lean().cursor()) numbers.push(shop);
  expect(numbers).toEqual([{ n: 3 }, { n: 2 }, { n: 1 }]);
  expect(await Shop.aggregate([{ $group: { _id: '$owner', n: { $sum: '$n' } } }])).toEqual([
    { _id: owner._id, n: 6 },
  ]);
});

test('bulkSave and bulkWrite', async () => {
  const Shop = connection.model('Shop');
  const shops = await Shop.find();
  for (const shop of shops) shop.n *= 10;
  await Shop.bulkSave(shops);
  const result = await Shop.bulkWrite([
    { updateOne: { filter: { n: 7 }, update: { $set: { n: 8 } }, upsert: true } },
    { deleteOne: { filter: { n: 10 } } },
  ]);
  expect(result).toMatchObject({ upsertedCount: 1, deletedCount: 1 });
  expect((await Shop.distinct('n')).sort()).toEqual([20, 30, 8]);
});
