import { Binary, BSONRegExp, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'mongodb';

/** Documents, a query, and the `_id`s it finds. */
export interface QueryCase {
  title: string;
  documents: Record<string, unknown>[];
  query: Record<string, unknown>;
  finds: unknown[];
}

const id = new ObjectId('65a1b2c3d4e5f60718293a4b');
const numbers = [
  { _id: 1, n: 5 },
  { _id: 2, n: Long.fromString('9007199254740993') },
  { _id: 3, n: Decimal128.fromString('5.0') },
  { _id: 4, n: 5.5 },
  { _id: 5, n: new Double(5) },
  { _id: 6, n: '5' },
  { _id: 7, n: null },
  { _id: 8 },
  { _id: 9, n: Number.NaN },
  { _id: 10, n: [1, 5, 9] },
];
const nested = [
  { _id: 1, a: { x: 1, y: 2 } },
  { _id: 2, a: { y: 2, x: 1 } },
  { _id: 3, a: [{ x: 1 }, { x: 5, y: 2 }] },
  { _id: 4, a: [] },
  { _id: 5, a: 7 },
  { _id: 6, a: [[1, 2], 3] },
  { _id: 7, a: [1, 2] },
];
const words = [
  { _id: 1, w: 'Tienda' },
  { _id: 2, w: 'tienda La Esquina' },
  { _id: 3, w: 'bodega\ntienda' },
  { _id: 4, w: ['mini', 'TIENDA'] },
  { _id: 5, w: 5 },
];
const items = [
  {
    _id: 1,
    items: [
      { k: 'a', n: 1 },
      { k: 'b', n: 9 },
    ],
  },
  {
    _id: 2,
    items: [
      { k: 'a', n: 9 },
      { k: 'b', n: 1 },
    ],
  },
  { _id: 3, items: [] },
  { _id: 4, items: [4, 8, 12] },
  { _id: 5 },
];
const types = [
  { _id: 1, v: 1 },
  { _id: 2, v: Long.fromNumber(1) },
  { _id: 3, v: 1.5 },
  { _id: 4, v: Decimal128.fromString('1') },
  { _id: 5, v: 'x' },
  { _id: 6, v: { a: 1 } },
  { _id: 7, v: ['x', 1] },
  { _id: 8, v: new Binary(Buffer.from('ab')) },
  { _id: 9, v: id },
  { _id: 10, v: true },
  { _id: 11, v: new Date(0) },
  { _id: 12, v: null },
  { _id: 13, v: new BSONRegExp('a', 'i') },
  { _id: 14, v: new Timestamp({ t: 1, i: 1 }) },
  { _id: 15, v: new MinKey() },
  { _id: 16, v: new MaxKey() },
];

export const QUERIES: QueryCase[] = [
  {
    title: 'equal numbers are equal in every type',
    documents: numbers,
    query: { n: 5 },
    finds: [1, 3, 5, 10],
  },
  {
    title: '$eq with a long',
    documents: numbers,
    query: { n: { $eq: Long.fromNumber(5) } },
    finds: [1, 3, 5, 10],
  },
  { title: 'a long beyond 2^53 is exact', documents: numbers, query: { n: 9007199254740992 }, finds: [] },
  {
    title: '$ne finds the absent too',
    documents: numbers,
    query: { n: { $ne: 5 } },
    finds: [2, 4, 6, 7, 8, 9],
  },
  { title: '$gt stays within numbers', documents: numbers, query: { n: { $gt: 5 } }, finds: [2, 4, 10] },
  {
    title: '$gte includes equals of other types',
    documents: numbers,
    query: { n: { $gte: Decimal128.fromString('5') } },
    finds: [1, 2, 3, 4, 5, 10],
  },
  { title: '$lt', documents: numbers, query: { n: { $lt: 5.5 } }, finds: [1, 3, 5, 10] },
  {
    title: '$lte and $gte of an array may be met by two items',
    documents: numbers,
    query: { n: { $gte: 6, $lte: 2 } },
    finds: [10],
  },
  {
    title: '$gte null finds null and absent',
    documents: numbers,
    query: { n: { $gte: null } },
    finds: [7, 8],
  },
  { title: 'null finds null and absent', documents: numbers, query: { n: null }, finds: [7, 8] },
  { title: 'NaN equals NaN', documents: numbers, query: { n: Number.NaN }, finds: [9] },
  {
    title: '$in mixes types',
    documents: numbers,
    query: { n: { $in: ['5', null, 9] } },
    finds: [6, 7, 8, 10],
  },
  { title: '$in of strings', documents: words, query: { w: { $in: ['Tienda', 'mini'] } }, finds: [1, 4] },
  { title: '$in with a pattern', documents: words, query: { w: { $in: [/^tienda/] } }, finds: [2] },
  { title: '$nin', documents: numbers, query: { n: { $nin: [5, null] } }, finds: [2, 4, 6, 9] },
  {
    title: 'a sub-document is equal in its own order only',
    documents: nested,
    query: { a: { x: 1, y: 2 } },
    finds: [1],
  },
  { title: 'a path goes through arrays', documents: nested, query: { 'a.x': 1 }, finds: [1, 2, 3] },
  {
    title: 'two conditions on a path may be met by two items',
    documents: nested,
    query: { 'a.x': { $gt: 4 }, 'a.y': 2 },
    finds: [3],
  },
  {
    title: 'a number in a path is a place in an array',
    documents: nested,
    query: { 'a.1.x': 5 },
    finds: [3],
  },
  { title: 'a whole array is equal in its order', documents: nested, query: { a: [1, 2] }, finds: [6, 7] },
  { title: 'null at a path below', documents: nested, query: { 'a.y': null }, finds: [3, 5] },
  { title: '$exists true', documents: nested, query: { 'a.y': { $exists: true } }, finds: [1, 2, 3] },
  { title: '$exists false', documents: nested, query: { 'a.y': { $exists: false } }, finds: [4, 5, 6, 7] },
  {
    title: '$regex with $options',
    documents: words,
    query: { w: { $regex: '^tienda', $options: 'im' } },
    finds: [1, 2, 3, 4],
  },
  { title: 'a pattern as a value', documents: words, query: { w: /^Tienda$/ }, finds: [1] },
  { title: '$not with a pattern', documents: words, query: { w: { $not: /tienda/i } }, finds: [5] },
  {
    title: '$not with a condition',
    documents: numbers,
    query: { n: { $not: { $gt: 5 } } },
    finds: [1, 3, 5, 6, 7, 8, 9],
  },
  {
    title: '$elemMatch on documents',
    documents: items,
    query: { items: { $elemMatch: { k: 'a', n: { $gt: 5 } } } },
    finds: [2],
  },
  {
    title: '$elemMatch on values',
    documents: items,
    query: { items: { $elemMatch: { $gt: 5, $lt: 10 } } },
    finds: [4],
  },
  {
    title: '$elemMatch with $or inside',
    documents: items,
    query: { items: { $elemMatch: { $or: [{ k: 'b', n: 9 }, { k: 'z' }] } } },
    finds: [1],
  },
  { title: '$all', documents: items, query: { items: { $all: [4, 12] } }, finds: [4] },
  {
    title: '$all with $elemMatch',
    documents: items,
    query: { items: { $all: [{ $elemMatch: { k: 'a', n: 1 } }, { $elemMatch: { n: 9 } }] } },
    finds: [1],
  },
  { title: '$size', documents: items, query: { items: { $size: 2 } }, finds: [1, 2] },
  { title: '$size of nothing', documents: items, query: { items: { $size: 0 } }, finds: [3] },
  {
    title: '$mod',
    documents: [
      { _id: 1, n: 4 },
      { _id: 2, n: Long.fromNumber(7) },
      { _id: 3, n: 7.5 },
      { _id: 4, n: 'x' },
    ],
    query: { n: { $mod: [4, 3] } },
    finds: [2, 3],
  },
  {
    title: '$and',
    documents: numbers,
    query: { $and: [{ n: { $gte: 5 } }, { n: { $lt: 6 } }] },
    finds: [1, 3, 4, 5, 10],
  },
  { title: '$or', documents: numbers, query: { $or: [{ n: '5' }, { n: 5.5 }] }, finds: [4, 6] },
  { title: '$nor', documents: numbers, query: { $nor: [{ n: { $exists: true } }, { _id: 1 }] }, finds: [8] },
  {
    title: '$expr compares fields',
    documents: [
      { _id: 1, a: 2, b: 1 },
      { _id: 2, a: 1, b: 2 },
    ],
    query: { $expr: { $gt: ['$a', '$b'] } },
    finds: [1],
  },
  { title: '$comment changes nothing', documents: words, query: { $comment: 'why', w: 5 }, finds: [5] },
  ...typeCases(),
  {
    title: 'a date range',
    documents: [
      { _id: 1, at: new Date(1000) },
      { _id: 2, at: new Date(2000) },
      { _id: 3, at: 1500 },
    ],
    query: { at: { $gte: new Date(500), $lt: new Date(2000) } },
    finds: [1],
  },
  {
    title: 'an object id range',
    documents: [{ _id: id }, { _id: 'x' }],
    query: { _id: { $lte: id } },
    finds: [id],
  },
  {
    title: 'a boolean range',
    documents: [
      { _id: 1, b: true },
      { _id: 2, b: false },
      { _id: 3, b: 0 },
    ],
    query: { b: { $gt: false } },
    finds: [1],
  },
  {
    title: 'strings are ordered by code point',
    documents: [
      { _id: 1, s: '\uFF5E' },
      { _id: 2, s: '\u{1F600}' },
    ],
    query: { s: { $gt: '\uFF5E' } },
    finds: [2],
  },
];

function typeCases(): QueryCase[] {
  const found: Record<string, number[]> = {
    int: [1, 7],
    long: [2],
    double: [3],
    decimal: [4],
    number: [1, 2, 3, 4, 7],
    string: [5, 7],
    object: [6],
    array: [7],
    binData: [8],
    objectId: [9],
    bool: [10],
    date: [11],
    null: [12],
    regex: [13],
    timestamp: [14],
    minKey: [15],
    maxKey: [16],
  };
  const byName = Object.entries(found).map(([name, finds]) => ({
    title: `$type ${name}`,
    documents: types,
    query: { v: { $type: name } },
    finds,
  }));
  return [
    ...byName,
    { title: '$type by number', documents: types, query: { v: { $type: 16 } }, finds: [1, 7] },
    {
      title: '$type of several',
      documents: types,
      query: { v: { $type: ['bool', 'long'] } },
      finds: [2, 10],
    },
  ];
}

/** Queries that are refused, and the code. */
export const REFUSED_QUERIES: { title: string; query: Record<string, unknown>; code: number }[] = [
  { title: 'an unknown operator', query: { a: { $near: 1, $foo: 1 } }, code: 2 },
  { title: 'an unknown top level operator', query: { $foo: 1 }, code: 2 },
  { title: '$in without an array', query: { a: { $in: 5 } }, code: 2 },
  { title: '$or without an array', query: { $or: { a: 1 } }, code: 2 },
  { title: '$and of nothing', query: { $and: [] }, code: 2 },
  { title: '$type of an unknown name', query: { a: { $type: 'nope' } }, code: 2 },
  { title: '$mod by zero', query: { a: { $mod: [0, 1] } }, code: 2 },
  { title: '$elemMatch without a document', query: { a: { $elemMatch: 5 } }, code: 2 },
  { title: '$all without an array', query: { a: { $all: 5 } }, code: 2 },
  { title: 'an invalid pattern', query: { a: { $regex: '(' } }, code: 51091 },
];
