import { Decimal128, type Document, Double, Long } from 'mongodb';

/** A document, an update of it, and what it becomes; `_id` is 1 throughout. */
export interface UpdateCase {
  title: string;
  before: Document;
  filter?: Document;
  update: Document | Document[];
  arrayFilters?: Document[];
  after: Document;
  /** DocumentDB adds new fields in the order of the update. */
  anyOrder?: boolean;
}

const seats = {
  seats: [
    { n: 1, by: null },
    { n: 2, by: 'ana' },
    { n: 3, by: null },
  ],
};

export const UPDATES: UpdateCase[] = [
  {
    title: '$set makes the documents on the way',
    before: {},
    update: { $set: { 'a.b.c': 1 } },
    after: { a: { b: { c: 1 } } },
  },
  {
    title: '$set adds new fields by name',
    before: { z: 0 },
    update: { $set: { c: 1, a: 2, b: 3 } },
    after: { z: 0, a: 2, b: 3, c: 1 },
    anyOrder: true,
  },
  {
    title: '$set at a place in an array',
    before: { a: [1, 2] },
    update: { $set: { 'a.3': 9 } },
    after: { a: [1, 2, null, 9] },
  },
  {
    title: '$set changes the type of a number',
    before: { n: Long.fromNumber(1) },
    update: { $set: { n: 1 } },
    after: { n: 1 },
  },
  {
    title: '$setOnInsert leaves an existing document',
    before: { a: 1 },
    update: { $setOnInsert: { a: 2, b: 3 }, $set: { c: 4 } },
    after: { a: 1, c: 4 },
  },
  {
    title: '$unset',
    before: { a: { b: 1, c: 2 }, d: 3 },
    update: { $unset: { 'a.b': '', d: '', x: '' } },
    after: { a: { c: 2 } },
  },
  {
    title: '$unset leaves null in an array',
    before: { a: [1, 2, 3] },
    update: { $unset: { 'a.1': 1 } },
    after: { a: [1, null, 3] },
  },
  { title: '$inc of an int', before: { n: 1 }, update: { $inc: { n: 2, m: 5 } }, after: { n: 3, m: 5 } },
  {
    title: '$inc of an int grows into a long',
    before: { n: 2147483647 },
    update: { $inc: { n: 1 } },
    after: { n: Long.fromNumber(2147483648) },
  },
  {
    title: '$inc of a long',
    before: { n: Long.fromString('9007199254740993') },
    update: { $inc: { n: 1 } },
    after: { n: Long.fromString('9007199254740994') },
  },
  {
    title: '$inc of a double stays a double',
    before: { n: new Double(1) },
    update: { $inc: { n: 1 } },
    after: { n: new Double(2) },
  },
  {
    title: '$inc by a decimal',
    before: { n: 1 },
    update: { $inc: { n: Decimal128.fromString('0.1') } },
    after: { n: Decimal128.fromString('1.1') },
  },
  { title: '$mul', before: { n: 3 }, update: { $mul: { n: 2, m: 5 } }, after: { n: 6, m: 0 } },
  { title: '$mul by a double', before: { n: 3 }, update: { $mul: { n: 1.5 } }, after: { n: 4.5 } },
  {
    title: '$min',
    before: { a: 5, b: 5 },
    update: { $min: { a: 3, b: 7, c: 1 } },
    after: { a: 3, b: 5, c: 1 },
  },
  {
    title: '$max across number types',
    before: { a: 5, b: Long.fromNumber(5) },
    update: { $max: { a: Long.fromNumber(6), b: 4 } },
    after: { a: Long.fromNumber(6), b: Long.fromNumber(5) },
  },
  {
    title: '$max of dates',
    before: { at: new Date(1000) },
    update: { $max: { at: new Date(2000) } },
    after: { at: new Date(2000) },
  },
  {
    title: '$rename',
    before: { a: 1, b: { c: 2 } },
    update: { $rename: { a: 'x', 'b.c': 'd.e', no: 'y' } },
    after: { b: {}, x: 1, d: { e: 2 } },
  },
  {
    title: '$bit',
    before: { a: 13, b: 5 },
    update: { $bit: { a: { and: 10 }, b: { or: 2 }, c: { xor: 3 } } },
    after: { a: 8, b: 7, c: 3 },
  },
  { title: '$push', before: { a: [1] }, update: { $push: { a: 2, b: 3 } }, after: { a: [1, 2], b: [3] } },
  {
    title: '$push $each $slice from the end',
    before: { a: [1, 2] },
    update: { $push: { a: { $each: [3, 4], $slice: -3 } } },
    after: { a: [2, 3, 4] },
  },
  {
    title: '$push $each $position',
    before: { a: [1, 2] },
    update: { $push: { a: { $each: [8, 9], $position: 1 } } },
    after: { a: [1, 8, 9, 2] },
  },
  {
    title: '$push $each $sort $slice',
    before: { a: [{ n: 3 }, { n: 1 }] },
    update: { $push: { a: { $each: [{ n: 2 }], $sort: { n: 1 }, $slice: 2 } } },
    after: { a: [{ n: 1 }, { n: 2 }] },
  },
  {
    title: '$push $sort of plain values',
    before: { a: [3, 1] },
    update: { $push: { a: { $each: [2], $sort: -1 } } },
    after: { a: [3, 2, 1] },
  },
  {
    title: '$addToSet knows equals of other types',
    before: { a: [1, { x: 1 }] },
    update: { $addToSet: { a: { $each: [Long.fromNumber(1), { x: 1 }, 2, 2] } } },
    after: { a: [1, { x: 1 }, 2] },
  },
  { title: '$addToSet of one value', before: {}, update: { $addToSet: { a: 'x' } }, after: { a: ['x'] } },
  {
    title: '$pop from the end',
    before: { a: [1, 2, 3], b: [1, 2] },
    update: { $pop: { a: 1, b: -1, no: 1 } },
    after: { a: [1, 2], b: [2] },
  },
  { title: '$pull of a value', before: { a: [1, 2, 1] }, update: { $pull: { a: 1 } }, after: { a: [2] } },
  {
    title: '$pull by a condition',
    before: { a: [1, 5, 9] },
    update: { $pull: { a: { $gte: 5 } } },
    after: { a: [1] },
  },
  {
    title: '$pull of documents',
    before: { a: [{ k: 1, v: 2 }, { k: 2 }, 7] },
    update: { $pull: { a: { k: 1 } } },
    after: { a: [{ k: 2 }, 7] },
  },
  {
    title: '$pull with $in',
    before: { a: ['x', 'y', 'z'] },
    update: { $pull: { a: { $in: ['x', 'z'] } } },
    after: { a: ['y'] },
  },
  { title: '$pullAll', before: { a: [1, 2, 3, 2] }, update: { $pullAll: { a: [2, 3] } }, after: { a: [1] } },
  {
    title: '$ changes the item the query met',
    before: seats,
    filter: { 'seats.by': 'ana' },
    update: { $set: { 'seats.$.by': 'eva' } },
    after: {
      seats: [
        { n: 1, by: null },
        { n: 2, by: 'eva' },
        { n: 3, by: null },
      ],
    },
  },
  {
    title: '$ by $elemMatch',
    before: seats,
    filter: { seats: { $elemMatch: { by: null, n: { $gt: 1 } } } },
    update: { $set: { 'seats.$.by': 'eva' } },
    after: {
      seats: [
        { n: 1, by: null },
        { n: 2, by: 'ana' },
        { n: 3, by: 'eva' },
      ],
    },
  },
  {
    title: '$ on plain values',
    before: { a: [4, 5, 6] },
    filter: { a: { $gt: 4 } },
    update: { $inc: { 'a.$': 10 } },
    after: { a: [4, 15, 6] },
  },
  {
    title: '$[] changes every item',
    before: { a: [{ n: 1 }, { n: 2 }] },
    update: { $inc: { 'a.$[].n': 1 } },
    after: { a: [{ n: 2 }, { n: 3 }] },
  },
  {
    title: '$[x] changes the items of its filter',
    before: seats,
    update: { $set: { 'seats.$[free].by': 'x' } },
    arrayFilters: [{ 'free.by': null, 'free.n': { $gt: 1 } }],
    after: {
      seats: [
        { n: 1, by: null },
        { n: 2, by: 'ana' },
        { n: 3, by: 'x' },
      ],
    },
  },
  {
    title: '$[x] on plain values',
    before: { a: [1, 5, 9] },
    update: { $set: { 'a.$[big]': 0 } },
    arrayFilters: [{ big: { $gte: 5 } }],
    after: { a: [1, 0, 0] },
  },
  {
    title: '$[x] in $[]',
    before: { a: [{ b: [1, 2] }, { b: [2, 3] }] },
    update: { $inc: { 'a.$[].b.$[two]': 10 } },
    arrayFilters: [{ two: 2 }],
    after: { a: [{ b: [1, 12] }, { b: [12, 3] }] },
  },
  {
    title: 'a pipeline with $set',
    before: { a: 1, b: 2 },
    update: [{ $set: { sum: { $add: ['$a', '$b'] } } }],
    after: { a: 1, b: 2, sum: 3 },
  },
  {
    title: 'a pipeline with $unset and $addFields',
    before: { a: 1, b: { c: 2, d: 3 } },
    update: [{ $unset: ['a', 'b.c'] }, { $addFields: { 'b.e': '$b.d' } }],
    after: { b: { d: 3, e: 3 } },
  },
  {
    title: 'a pipeline with $replaceWith keeps the _id',
    before: { a: { x: 1 } },
    update: [{ $replaceWith: '$a' }],
    after: { x: 1 },
  },
  {
    title: 'a pipeline with $project',
    before: { a: 1, b: 2 },
    update: [{ $project: { a: 1 } }],
    after: { a: 1 },
  },
];

interface RefusedUpdate extends Omit<UpdateCase, 'after'> {
  code: number;
  /** The code of DocumentDB where it differs from MongoDB's. */
  documentdb?: number;
}

/** Updates that are refused, and the code. */
export const REFUSED_UPDATES: RefusedUpdate[] = [
  { title: 'an unknown operator', before: {}, update: { $foo: { a: 1 } }, code: 9 },
  { title: 'two operators on one path', before: {}, update: { $set: { a: 1 }, $inc: { a: 1 } }, code: 40 },
  { title: 'two operators on a path and below', before: {}, update: { $set: { a: 1, 'a.b': 1 } }, code: 40 },
  { title: 'a path below a plain value', before: { a: 1 }, update: { $set: { 'a.b': 1 } }, code: 28 },
  { title: 'a name in an array', before: { a: [1] }, update: { $set: { 'a.b': 1 } }, code: 28 },
  { title: 'another _id', before: {}, update: { $set: { _id: 2 } }, code: 66 },
  { title: '$inc of a text', before: { a: 'x' }, update: { $inc: { a: 1 } }, code: 14 },
  { title: '$inc by a text', before: { a: 1 }, update: { $inc: { a: 'x' } }, code: 14 },
  { title: '$inc out of 64 bits', before: { a: Long.MAX_VALUE }, update: { $inc: { a: 1 } }, code: 2 },
  { title: '$push to a plain value', before: { a: 1 }, update: { $push: { a: 1 } }, code: 2 },
  { title: '$addToSet to a plain value', before: { a: 1 }, update: { $addToSet: { a: 1 } }, code: 2 },
  { title: '$pull from a plain value', before: { a: 1 }, update: { $pull: { a: 1 } }, code: 2 },
  { title: '$pop from a plain value', before: { a: 1 }, update: { $pop: { a: 1 } }, code: 14, documentdb: 2 },
  { title: '$pop by two', before: { a: [1] }, update: { $pop: { a: 2 } }, code: 9 },
  { title: '$ without an array in the query', before: { a: [1] }, update: { $set: { 'a.$': 2 } }, code: 2 },
  { title: '$[x] without a filter', before: { a: [1] }, update: { $set: { 'a.$[x]': 2 } }, code: 2 },
  {
    title: '$[] on a plain value',
    before: { a: 1 },
    update: { $set: { 'a.$[]': 2 } },
    code: 2,
    documentdb: 28,
  },
  { title: 'an empty path', before: {}, update: { $set: { '': 1 } }, code: 56 },
  { title: 'a stage that is not for updates', before: {}, update: [{ $match: {} }], code: 72 },
];
