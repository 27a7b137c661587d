export type Document = Record<string, unknown>;

/** A path that leads nowhere, told apart from null and from BSON's undefined. */
export const MISSING: unique symbol = Symbol('missing');

/** A plain sub-document: neither an array nor one of BSON's own types. */
export function isDocument(value: unknown): value is Document {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  return !('_bsontype' in value) && !(value instanceof Date);
}

export function has(document: object, key: string): boolean {
  return Object.hasOwn(document, key);
}

/** Plain assignment would call the setter of `__proto__`. */
export function put(document: Document, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(document, key, { value, writable: true, enumerable: true, configurable: true });
  } else document[key] = value;
}

/** Copies documents and arrays; BSON values are immutable by custom and stay shared. */
export function clone<T>(value: T): T {
  if (Array.isArray(value)) return value.map(clone) as T;
  if (!isDocument(value)) return value;
  const copy: Document = {};
  for (const key of Object.keys(value)) put(copy, key, clone(value[key]));
  return copy as T;
}

export function isIndex(part: string): boolean {
  return /^(0|[1-9][0-9]*)$/.test(part);
}

export function isOperatorName(key: string): boolean {
  return key.startsWith('$') && key.length > 1;
}
