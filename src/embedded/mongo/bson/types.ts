import { isDocument, MISSING } from './document.ts';

export type TypeName =
  | 'missing'
  | 'minKey'
  | 'undefined'
  | 'null'
  | 'int'
  | 'long'
  | 'double'
  | 'decimal'
  | 'string'
  | 'symbol'
  | 'object'
  | 'array'
  | 'binData'
  | 'objectId'
  | 'bool'
  | 'date'
  | 'timestamp'
  | 'regex'
  | 'javascript'
  | 'javascriptWithScope'
  | 'maxKey';

/** Numbers of the BSON specification, as `$type` takes them. */
export const TYPE_NUMBERS: Record<number, TypeName> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  6: 'undefined',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  13: 'javascript',
  14: 'symbol',
  15: 'javascriptWithScope',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
  127: 'maxKey',
  [-1]: 'minKey',
};

/** Order between types, and which types compare with each other (MongoDB manual, "Comparison/Sort Order"). */
const RANKS: Record<TypeName, number> = {
  minKey: 1,
  missing: 2,
  undefined: 2,
  null: 5,
  int: 10,
  long: 10,
  double: 10,
  decimal: 10,
  string: 15,
  symbol: 15,
  object: 20,
  array: 25,
  binData: 30,
  objectId: 35,
  bool: 40,
  date: 45,
  timestamp: 47,
  regex: 50,
  javascript: 60,
  javascriptWithScope: 65,
  maxKey: 127,
};

const WRAPPERS: Record<string, TypeName> = {
  ObjectId: 'objectId',
  Double: 'double',
  Int32: 'int',
  Long: 'long',
  Decimal128: 'decimal',
  Binary: 'binData',
  Timestamp: 'timestamp',
  BSONRegExp: 'regex',
  BSONSymbol: 'symbol',
  MinKey: 'minKey',
  MaxKey: 'maxKey',
};

export function typeOf(value: unknown): TypeName {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'number':
      return Number.isInteger(value) && Math.abs(value) <= 0x7fffffff && !Object.is(value, -0)
        ? 'int'
        : 'double';
    case 'boolean':
      return 'bool';
    case 'undefined':
      return 'undefined';
    case 'symbol':
      return 'missing';
    case 'object':
      return typeOfObject(value);
    default:
      throw new TypeError(`not a BSON value: ${typeof value}`);
  }
}

export function rankOf(value: unknown): number {
  return RANKS[value === MISSING ? 'missing' : typeOf(value)];
}

export function isNumeric(value: unknown): boolean {
  return rankOf(value) === RANKS.int;
}

export function isTypeName(name: string): name is TypeName {
  return name in RANKS && name !== 'missing';
}

function typeOfObject(value: object | null): TypeName {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  if (isDocument(value)) return 'object';
  const tag = (value as { _bsontype?: string })._bsontype ?? '';
  if (tag === 'Code') return (value as { scope?: unknown }).scope ? 'javascriptWithScope' : 'javascript';
  const name = WRAPPERS[tag];
  if (!name) throw new TypeError(`not a BSON value: ${tag}`);
  return name;
}
