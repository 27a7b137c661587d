import { type Document, Long } from 'mongodb';

/** A pipeline over ORDERS, with SHOPS beside it, and what comes out. */
export interface PipelineCase {
  title: string;
  pipeline: Document[];
  result: Document[];
  /** What DocumentDB answers where it differs from MongoDB. */
  documentdb?: Document[];
}

export const ORDERS: Document[] = [
  { _id: 1, shop: 'a', n: 5, tags: ['x', 'y'], at: new Date('2024-01-01T00:00:00Z') },
  { _id: 2, shop: 'b', n: Long.fromNumber(2), tags: [], at: new Date('2024-01-02T00:00:00Z') },
  { _id: 3, shop: 'a', n: 2.5, tags: ['y'] },
  { _id: 4, n: null, line: { sku: 'k', more: [{ p: 1 }, { p: 2 }] } },
];

export const SHOPS: Document[] = [
  { _id: 'a', name: 'Uno', sells: ['x', 'y'] },
  { _id: 'b', name: 'Dos', sells: ['y'] },
  { _id: 'c', name: 'Tres', owner: null },
];

const ids = (...wanted: number[]): Document[] => wanted.map((_id) => ({ _id }));
const onlyId = { $project: { _id: 1 } };
const byId = { $sort: { _id: 1 } };

export const PIPELINES: PipelineCase[] = [
  { title: '$match', pipeline: [{ $match: { n: { $gt: 2 } } }, byId, onlyId], result: ids(1, 3) },
  {
    title: '$match after another stage',
    pipeline: [{ $set: { m: 1 } }, { $match: { shop: 'a' } }, byId, onlyId],
    result: ids(1, 3),
  },
  {
    title: '$sort, null and absent first, numbers across types',
    pipeline: [{ $sort: { n: 1, _id: 1 } }, onlyId],
    result: ids(4, 2, 3, 1),
  },
  {
    title: '$sort by an array takes its least item',
    pipeline: [{ $sort: { tags: 1, _id: 1 } }, onlyId],
    result: ids(2, 4, 1, 3),
  },
  {
    title: '$sort downwards takes its greatest',
    pipeline: [{ $sort: { tags: -1, _id: 1 } }, onlyId, { $limit: 2 }],
    result: ids(1, 3),
  },
  { title: '$skip and $limit', pipeline: [byId, { $skip: 1 }, { $limit: 2 }, onlyId], result: ids(2, 3) },
  { title: '$count', pipeline: [{ $match: { shop: 'a' } }, { $count: 'n' }], result: [{ n: 2 }] },
  {
    title: '$count of nothing',
    pipeline: [{ $match: { shop: 'z' } }, { $count: 'n' }],
    result: [],
    documentdb: [{ n: 0 }],
  },
  {
    title: '$project keeps and computes',
    pipeline: [{ $match: { _id: 1 } }, { $project: { shop: 1, double: { $multiply: ['$n', 2] } } }],
    result: [{ _id: 1, shop: 'a', double: 10 }],
  },
  {
    title: '$project drops',
    pipeline: [{ $match: { _id: 3 } }, { $project: { tags: 0, n: 0 } }],
    result: [{ _id: 3, shop: 'a' }],
  },
  {
    title: '$project into an array of documents',
    pipeline: [{ $match: { _id: 4 } }, { $project: { 'line.more.p': 1 } }],
    result: [{ _id: 4, line: { more: [{ p: 1 }, { p: 2 }] } }],
  },
  {
    title: '$project drops in an array of documents',
    pipeline: [{ $match: { _id: 4 } }, { $project: { 'line.more.p': 0, n: 0 } }],
    result: [{ _id: 4, line: { sku: 'k', more: [{}, {}] } }],
  },
  {
    title: '$set at a path keeps what is beside it',
    pipeline: [
      { $match: { _id: 4 } },
      { $set: { 'line.sku': 'z', 'line.new': '$n' } },
      { $project: { 'line.more': 0 } },
    ],
    result: [{ _id: 4, n: null, line: { sku: 'z', new: null } }],
  },
  {
    title: '$addFields in an array of documents',
    pipeline: [
      { $match: { _id: 4 } },
      { $addFields: { line: { more: { q: 9 } } } },
      { $project: { line: 1 } },
    ],
    result: [
      {
        _id: 4,
        line: {
          sku: 'k',
          more: [
            { p: 1, q: 9 },
            { p: 2, q: 9 },
          ],
        },
      },
    ],
  },
  {
    title: '$unset',
    pipeline: [{ $match: { _id: 1 } }, { $unset: ['tags', 'at', 'n'] }],
    result: [{ _id: 1, shop: 'a' }],
  },
  {
    title: '$replaceRoot',
    pipeline: [
      { $match: { _id: 4 } },
      { $replaceRoot: { newRoot: { $mergeObjects: [{ sku: 'none' }, '$line'] } } },
      { $unset: 'more' },
    ],
    result: [{ sku: 'k' }],
  },
  {
    title: '$replaceWith',
    pipeline: [{ $match: { _id: 1 } }, { $replaceWith: { s: '$shop' } }],
    result: [{ s: 'a' }],
  },
  {
    title: '$unwind',
    pipeline: [{ $unwind: '$tags' }, { $sort: { _id: 1, tags: 1 } }, { $project: { tags: 1 } }],
    result: [
      { _id: 1, tags: 'x' },
      { _id: 1, tags: 'y' },
      { _id: 3, tags: 'y' },
    ],
  },
  {
    title: '$unwind keeps empty ones and numbers items',
    pipeline: [
      { $unwind: { path: '$tags', includeArrayIndex: 'i', preserveNullAndEmptyArrays: true } },
      { $match: { _id: { $lt: 3 } } },
      { $sort: { _id: 1, i: 1 } },
      { $project: { tags: 1, i: 1 } },
    ],
    result: [
      { _id: 1, tags: 'x', i: 0 },
      { _id: 1, tags: 'y', i: 1 },
      { _id: 2, i: null },
    ],
  },
  {
    title: '$group with every accumulator',
    pipeline: [
      byId,
      {
        $group: {
          _id: '$shop',
          sum: { $sum: '$n' },
          avg: { $avg: '$n' },
          min: { $min: '$n' },
          max: { $max: '$n' },
          count: { $count: {} },
          ones: { $sum: 1 },
          first: { $first: '$_id' },
          last: { $last: '$_id' },
          all: { $push: '$_id' },
          whens: { $push: '$at' },
        },
      },
      byId,
    ],
    result: [
      {
        _id: null,
        sum: 0,
        avg: null,
        min: null,
        max: null,
        count: 1,
        ones: 1,
        first: 4,
        last: 4,
        all: [4],
        whens: [],
      },
      {
        _id: 'a',
        sum: 7.5,
        avg: 3.75,
        min: 2.5,
        max: 5,
        count: 2,
        ones: 2,
        first: 1,
        last: 3,
        all: [1, 3],
        whens: [new Date('2024-01-01T00:00:00Z')],
      },
      {
        _id: 'b',
        sum: 2,
        avg: 2,
        min: 2,
        max: 2,
        count: 1,
        ones: 1,
        first: 2,
        last: 2,
        all: [2],
        whens: [new Date('2024-01-02T00:00:00Z')],
      },
    ],
  },
  {
    title: '$group $addToSet',
    pipeline: [
      { $unwind: '$tags' },
      { $group: { _id: null, tags: { $addToSet: '$tags' } } },
      { $project: { _id: 0, n: { $size: '$tags' } } },
    ],
    result: [{ n: 2 }],
  },
  {
    title: '$group $mergeObjects',
    pipeline: [
      byId,
      { $match: { shop: 'a' } },
      { $group: { _id: null, m: { $mergeObjects: { id: '$_id', tags: '$tags' } } } },
      { $project: { _id: 0 } },
    ],
    result: [{ m: { id: 3, tags: ['y'] } }],
  },
  {
    title: '$group by several fields',
    pipeline: [
      { $match: { shop: { $exists: true } } },
      { $group: { _id: { shop: '$shop', year: { $year: '$at' } }, n: { $sum: 1 } } },
      { $sort: { '_id.shop': 1, '_id.year': 1 } },
    ],
    result: [
      { _id: { shop: 'a', year: null }, n: 1 },
      { _id: { shop: 'a', year: 2024 }, n: 1 },
      { _id: { shop: 'b', year: 2024 }, n: 1 },
    ],
  },
  {
    title: '$sortByCount',
    pipeline: [{ $unwind: '$tags' }, { $sortByCount: '$tags' }],
    result: [
      { _id: 'y', count: 2 },
      { _id: 'x', count: 1 },
    ],
  },
  {
    title: '$bucket',
    pipeline: [
      { $bucket: { groupBy: '$n', boundaries: [0, 3, 10], default: 'other' } },
      { $sort: { _id: 1 } },
    ],
    result: [
      { _id: 0, count: 2 },
      { _id: 3, count: 1 },
      { _id: 'other', count: 1 },
    ],
  },
  {
    title: '$lookup by fields',
    pipeline: [
      byId,
      { $lookup: { from: 'shops', localField: 'shop', foreignField: '_id', as: 'found' } },
      { $project: { 'found.name': 1 } },
    ],
    result: [
      { _id: 1, found: [{ name: 'Uno' }] },
      { _id: 2, found: [{ name: 'Dos' }] },
      { _id: 3, found: [{ name: 'Uno' }] },
      { _id: 4, found: [] },
    ],
  },
  {
    title: '$lookup of an array finds any of its items',
    pipeline: [
      { $match: { _id: 1 } },
      { $lookup: { from: 'shops', localField: 'tags', foreignField: 'sells', as: 'found' } },
      { $project: { 'found._id': 1 } },
    ],
    result: [{ _id: 1, found: [{ _id: 'a' }, { _id: 'b' }] }],
  },
  {
    title: '$lookup joins absent with null',
    pipeline: [
      { $match: { _id: 4 } },
      {
        $lookup: {
          from: 'shops',
          localField: 'none',
          foreignField: 'owner',
          as: 'found',
          pipeline: [byId, onlyId],
        },
      },
      { $project: { found: 1 } },
    ],
    result: [{ _id: 4, found: [{ _id: 'a' }, { _id: 'b' }, { _id: 'c' }] }],
  },
  {
    title: '$lookup by a pipeline with let',
    pipeline: [
      { $match: { _id: 2 } },
      {
        $lookup: {
          from: 'shops',
          let: { tag: 'x', mine: '$shop' },
          pipeline: [
            {
              $match: {
                $expr: {
                  $or: [{ $eq: ['$_id', '$$mine'] }, { $in: ['$$tag', { $ifNull: ['$sells', []] }] }],
                },
              },
            },
            byId,
            onlyId,
          ],
          as: 'found',
        },
      },
      { $project: { found: 1 } },
    ],
    result: [{ _id: 2, found: [{ _id: 'a' }, { _id: 'b' }] }],
  },
  {
    title: '$unionWith',
    pipeline: [
      onlyId,
      { $match: { _id: 1 } },
      { $unionWith: { coll: 'shops', pipeline: [{ $match: { _id: 'c' } }, onlyId] } },
    ],
    result: [{ _id: 1 }, { _id: 'c' }],
  },
  {
    title: '$facet',
    pipeline: [
      byId,
      {
        $facet: {
          shops: [{ $match: { shop: 'a' } }, { $count: 'n' }],
          firsts: [{ $limit: 1 }, onlyId],
          none: [{ $match: { _id: 99 } }],
        },
      },
    ],
    result: [{ shops: [{ n: 2 }], firsts: [{ _id: 1 }], none: [] }],
  },
];

export const REFUSED_PIPELINES: { title: string; pipeline: Document[]; code: number; documentdb?: number }[] =
  [
    { title: 'an unknown stage', pipeline: [{ $nope: {} }], code: 40324 },
    { title: 'two stages in one', pipeline: [{ $limit: 1, $skip: 1 }], code: 40323 },
    {
      title: '$group without an _id',
      pipeline: [{ $group: { n: { $sum: 1 } } }],
      code: 15955,
      documentdb: 8,
    },
    {
      title: 'an unknown accumulator',
      pipeline: [{ $group: { _id: null, n: { $nope: 1 } } }],
      code: 15952,
      documentdb: 8,
    },
    { title: '$limit of zero', pipeline: [{ $limit: 0 }], code: 15958, documentdb: 8 },
    {
      title: '$replaceRoot by a plain value',
      pipeline: [{ $replaceWith: '$n' }],
      code: 40228,
      documentdb: 8,
    },
    { title: '$project keeping and dropping', pipeline: [{ $project: { a: 1, b: 0 } }], code: 31254 },
    {
      title: '$project dropping and keeping',
      pipeline: [{ $project: { a: 0, b: 1 } }],
      code: 31253,
      documentdb: 31254,
    },
  ];
