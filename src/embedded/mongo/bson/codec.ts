import { BSON, DBRef, Double, Int32 } from 'bson';
import { type Document, isDocument, put } from './document.ts';

const NULL_TYPE = 0x0a;
const UNDEFINED_TYPE = 0x06;
const INT32_MAX = 0x7fffffff;
const INT32_MIN = -0x80000000;

/**
 * In memory a number is what `bson` would write it as: an integer within 32 bits is int, any other is double.
 * Only a double with such an integral value keeps its wrapper, so that every type comes back as it went in.
 */
export function decode(bytes: Uint8Array): Document {
  const raw = BSON.deserialize(bytes, { promoteValues: false, bsonRegExp: true });
  return unwrap(raw) as Document;
}

export function encode(document: Document): Buffer {
  const bytes = BSON.serialize(document, { ignoreUndefined: false });
  if (holdsUndefined(document)) markUndefined(bytes, 0, document);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function unwrap(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Int32) return value.value;
  if (value instanceof Double) return fitsInt(value.value) ? value : value.value;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = unwrap(value[i]);
    return value;
  }
  if (value instanceof DBRef) return plainReference(value);
  if (!isDocument(value)) return value;
  for (const key of Object.keys(value)) value[key] = unwrap(value[key]);
  return value;
}

function fitsInt(n: number): boolean {
  return Number.isInteger(n) && n >= INT32_MIN && n <= INT32_MAX && !Object.is(n, -0);
}

/** `bson` turns every sub-document that looks like a reference into a class; to the server it is a document. */
function plainReference(reference: DBRef): Document {
  const plain: Document = { $ref: reference.collection, $id: unwrap(reference.oid) };
  if (reference.db !== undefined) plain.$db = reference.db;
  for (const [key, value] of Object.entries(reference.fields ?? {})) put(plain, key, unwrap(value));
  return plain;
}

function holdsUndefined(value: unknown): boolean {
  if (value === undefined) return true;
  if (Array.isArray(value)) return value.some(holdsUndefined);
  return isDocument(value) && Object.values(value).some(holdsUndefined);
}

/** `bson` writes undefined as null; both are bare type bytes, so the right one is put in afterwards. */
function markUndefined(bytes: Uint8Array, offset: number, container: unknown): void {
  const values = Array.isArray(container) ? container : Object.values(container as Document);
  let index = 0;
  for (const [type, nameOffset, , valueOffset] of BSON.onDemand.parseToElements(bytes, offset)) {
    const value: unknown = values[index++];
    if (value === undefined && type === NULL_TYPE) bytes[nameOffset - 1] = UNDEFINED_TYPE;
    else if (Array.isArray(value) || isDocument(value)) markUndefined(bytes, valueOffset, value);
  }
}
