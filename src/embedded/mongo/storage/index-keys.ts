import { type Document, has, isDocument, isIndex } from '../bson/document.ts';
import { inverted, keyOf } from '../bson/key.ts';
import { MongoError } from '../errors.ts';
import type { IndexSpec } from './index-spec.ts';

export interface IndexKeys {
  keys: Buffer[];
  /** The values of each key in the order of the fields, for an error's keyValue. */
  values: unknown[][];
  multikey: boolean;
}

const NONE: IndexKeys = { keys: [], values: [], multikey: false };

/** The entries of one document in one index: one for each item of an array on the way, as MongoDB's multikey indexes. */
export function indexKeys(spec: IndexSpec, document: Document): IndexKeys {
  if (spec.partial && !spec.partial.matches(document)) return NONE;
  const rows: Slot[][] = [];
  let multikey = false;
  const open = (slots: Slot[]): void => {
    const stuck = slots.filter((slot) => slot.array !== undefined);
    const [first] = stuck;
    if (!first) {
      rows.push(slots);
      return;
    }
    if (stuck.some((slot) => slot.array !== first.array)) {
      throw new MongoError('CannotIndexParallelArrays', 'cannot index parallel arrays');
    }
    multikey = true;
    const array = first.array as unknown[];
    // An empty array is kept as undefined, or as null where the path goes on below it.
    const items = array.length > 0 ? array : [EMPTY];
    for (const item of items)
      open(slots.map((slot) => (slot.array === undefined ? slot : enter(slot, item))));
  };
  open(spec.fields.map((field) => resolve({ node: document, rest: field.path })));
  const present = rows.filter((row) => !spec.sparse || row.some((slot) => slot.found));
  const unique = new Map<string, { key: Buffer; values: unknown[] }>();
  for (const row of present) {
    const values = row.map((slot) => slot.node);
    const key = compoundKey(spec, values);
    unique.set(key.toString('latin1'), { key, values });
  }
  const entries = [...unique.values()];
  return { keys: entries.map((entry) => entry.key), values: entries.map((entry) => entry.values), multikey };
}

export function compoundKey(spec: IndexSpec, values: unknown[]): Buffer {
  const parts = values.map((value, i) => {
    const key = keyOf(value);
    return spec.fields[i]?.direction === -1 ? inverted(key) : key;
  });
  return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
}

const EMPTY = Symbol('empty');

/** Where one field's path stands: done (rest is empty and no array), or stuck before an array. */
interface Slot {
  node: unknown;
  rest: readonly string[];
  found?: boolean;
  array?: unknown[];
}

function resolve(slot: Slot, opened = false): Slot {
  let { node, rest } = slot;
  let fresh = opened;
  for (;;) {
    const [part] = rest;
    if (Array.isArray(node) && !fresh) {
      if (part === undefined || !isIndex(part) || Number(part) >= node.length)
        return { node, rest, array: node };
      node = node[Number(part)];
      rest = rest.slice(1);
      continue;
    }
    fresh = false;
    if (part === undefined) return { node, rest, found: true };
    if (!isDocument(node) || !has(node, part)) return { node: null, rest: [], found: false };
    node = node[part];
    rest = rest.slice(1);
  }
}

function enter(slot: Slot, item: unknown): Slot {
  if (item === EMPTY) return { node: slot.rest.length === 0 ? undefined : null, rest: [], found: true };
  return resolve({ node: item, rest: slot.rest }, true);
}
