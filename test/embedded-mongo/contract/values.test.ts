import {
  Binary,
  BSON,
  BSONRegExp,
  Code,
  Decimal128,
  type Document,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'mongodb';
import { expect, test } from 'vitest';
import { elsewhere, useDatabase } from '../support.ts';

const contract = useDatabase();

const VALUES: Document = {
  int: new Int32(5),
  long: Long.fromNumber(5),
  double: new Double(5),
  minusZero: new Double(-0),
  fraction: new Double(0.1),
  big: Long.fromString('9223372036854775807'),
  decimal: Decimal128.fromString('5.00'),
  text: 'ñandú \u{1F600} \0 end',
  id: new ObjectId(),
  date: new Date('1969-12-31T23:59:59.999Z'),
  binary: new Binary(Buffer.from([0, 1, 2]), 0x80),
  uuid: new UUID(),
  regex: new BSONRegExp('a.b', 'im'),
  timestamp: new Timestamp({ t: 7, i: 9 }),
  code: new Code('f()'),
  min: new MinKey(),
  max: new MaxKey(),
  nothing: null,
  list: [new Int32(1), new Double(1), Long.fromNumber(1), null, []],
  inner: { b: 1, a: { deep: new Double(2) } },
  reference: { $ref: 'shops', $id: 1 },
};

test('every type comes back as it went in, also after an update', async () => {
  const collection = contract.db.collection('values');
  await collection.insertOne({ _id: 1 as never, ...VALUES }, { ignoreUndefined: false });
  const before = await collection.findOne({}, { promoteValues: false, bsonRegExp: true });
  expect(canonical(before)).toEqual(canonical({ _id: new Int32(1), ...VALUES }));
  await collection.updateOne({}, { $set: { added: 1 } });
  const after = await collection.findOne({}, { promoteValues: false, bsonRegExp: true });
  expect(canonical(after)).toEqual(canonical({ _id: new Int32(1), ...VALUES, added: new Int32(1) }));
});

test('values order across types as MongoDB orders them', async () => {
  const collection = contract.db.collection<Document>('order');
  const ordered = [
    new MinKey(),
    null,
    Number.NEGATIVE_INFINITY,
    Long.fromString('-9007199254740993'),
    -9007199254740992,
    Decimal128.fromString('0.1'),
    0.1,
    1,
    'A',
    'a',
    { a: 1 },
    { a: 1, b: 1 },
    { b: 0 },
    new Binary(Buffer.from('z')),
    new Binary(Buffer.from('aa')),
    new ObjectId('000000000000000000000001'),
    false,
    true,
    new Date(-5),
    new Date(5),
    new Timestamp({ t: 1, i: 1 }),
    new MaxKey(),
  ];
  await collection.insertMany(ordered.map((v, i) => ({ _id: i as never, v })).reverse());
  const ids = async () => (await collection.find().sort({ v: 1 }).toArray()).map(({ _id }) => _id);
  // DocumentDB keeps 0.1 and decimal 0.1 in one place.
  const wanted = [...ordered.keys()].filter((i) => !elsewhere || i !== 5);
  expect((await ids()).filter((i) => !elsewhere || (i as unknown) !== 5)).toEqual(wanted);
  await collection.createIndex({ v: 1 });
  expect((await ids()).filter((i) => !elsewhere || (i as unknown) !== 5)).toEqual(wanted);
});

test('large numbers of one nearest double stay apart in an index', async () => {
  const collection = contract.db.collection<Document>('large');
  await collection.createIndex({ n: 1 }, { unique: true });
  const numbers = [
    '9007199254740992',
    '9007199254740993',
    '9007199254740994',
    '9223372036854775806',
    '9223372036854775807',
  ];
  await collection.insertMany(numbers.map((n) => ({ n: Long.fromString(n) })));
  expect(await collection.countDocuments({ n: Long.fromString('9007199254740993') })).toBe(1);
  expect(await collection.countDocuments({ n: { $gt: Long.fromString('9007199254740993') } })).toBe(3);
});

function canonical(document: Document | null): unknown {
  return JSON.parse(
    BSON.EJSON.stringify(
      BSON.deserialize(BSON.serialize(document ?? {}), { promoteValues: false, bsonRegExp: true }),
      { relaxed: false },
    ),
  );
}
