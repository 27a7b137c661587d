import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { ObjectId } from 'bson';
import type { Document } from '../bson/document.ts';
import { MongoError } from '../errors.ts';
import { type IndexKeys, indexKeys } from './index-keys.ts';
import type { IndexSpec } from './index-spec.ts';

/** Keys from (inclusive) and to (exclusive). */
export interface KeyRange {
  from: Buffer;
  to: Buffer;
}

/** No key starts with this byte, so it ends every range that is open upwards. */
export const BEYOND_ALL = Buffer.from([0xff]);

/** Entries read at once: a point look-up needs few, a long scan is spared many calls. */
const FIRST_CHUNK = 8;
const MAX_CHUNK = 1_024;

/** One index: the entries of all documents in key order, in a SQLite table of its own. */
export class IndexTable {
  readonly id: number;
  spec: IndexSpec;
  multikey: boolean;
  readonly #database: DatabaseSync;
  readonly #add: StatementSync;
  readonly #remove: StatementSync;
  readonly #owner: StatementSync;
  readonly #forward: StatementSync;
  readonly #backward: StatementSync;

  constructor(database: DatabaseSync, id: number, spec: IndexSpec, multikey: boolean) {
    this.#database = database;
    this.id = id;
    this.spec = spec;
    this.multikey = multikey;
    const table = tableName(id);
    this.#add = database.prepare(`INSERT INTO ${table} (key, rid) VALUES (?, ?)`);
    this.#remove = database.prepare(`DELETE FROM ${table} WHERE key = ? AND rid = ?`);
    this.#owner = database.prepare(`SELECT rid FROM ${table} WHERE key = ? AND rid <> ? LIMIT 1`);
    this.#forward = database.prepare(
      `SELECT key, rid FROM ${table} WHERE (key, rid) > (?, ?) AND key < ? ORDER BY key, rid LIMIT ?`,
    );
    this.#backward = database.prepare(
      `SELECT key, rid FROM ${table} WHERE (key, rid) < (?, ?) AND key >= ? ORDER BY key DESC, rid DESC LIMIT ?`,
    );
  }

  keysOf(document: Document): IndexKeys {
    return indexKeys(this.spec, document);
  }

  /** Throws E11000 where another document holds one of the keys. */
  refuseDuplicates({ keys, values }: IndexKeys, rid: number, namespace: string): void {
    if (!this.spec.unique) return;
    for (const [i, key] of keys.entries()) {
      if (this.#owner.get(key, rid)) throw duplicate(this.spec, values[i] ?? [], namespace);
    }
  }

  add({ keys, multikey }: IndexKeys, rid: number): void {
    for (const key of keys) this.#add.run(key, rid);
    if (multikey && !this.multikey) {
      this.multikey = true;
      this.#database.prepare('UPDATE indexes SET multikey = 1 WHERE id = ?').run(this.id);
    }
  }

  replace(before: IndexKeys, after: IndexKeys, rid: number): void {
    const kept = new Set(after.keys.map((key) => key.toString('latin1')));
    const had = new Set(before.keys.map((key) => key.toString('latin1')));
    for (const key of before.keys) if (!kept.has(key.toString('latin1'))) this.#remove.run(key, rid);
    const fresh = after.keys.filter((key) => !had.has(key.toString('latin1')));
    this.add({ ...after, keys: fresh }, rid);
  }

  remove({ keys }: IndexKeys, rid: number): void {
    for (const key of keys) this.#remove.run(key, rid);
  }

  /** Resumes by key, so that a scan may rest between two batches of a cursor while others write. */
  *scan({ from, to }: KeyRange, reverse: boolean): Generator<number> {
    let size = FIRST_CHUNK;
    let key: Uint8Array = reverse ? to : from;
    let rid = 0;
    for (;;) {
      const rows = reverse ? this.#backward.all(key, rid, from, size) : this.#forward.all(key, rid, to, size);
      for (const row of rows) yield row.rid as number;
      const last = rows.at(-1);
      if (!last || rows.length < size) return;
      key = last.key as Uint8Array;
      rid = last.rid as number;
      size = Math.min(size * 4, MAX_CHUNK);
    }
  }
}

export function tableName(id: number): string {
  return `index_${id}`;
}

function duplicate(spec: IndexSpec, values: unknown[], namespace: string): MongoError {
  const keyPattern = spec.document.key as Document;
  const keyValue = Object.fromEntries(spec.fields.map((field, i) => [field.name, values[i]]));
  const shown = Object.entries(keyValue).map(([name, value]) => `${name}: ${textOf(value)}`);
  return new MongoError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${namespace} index: ${spec.name} dup key: { ${shown.join(', ')} }`,
    { keyPattern, keyValue },
  );
}

/** As MongoDB's shell would write it. */
function textOf(value: unknown): string {
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  return value === undefined ? 'undefined' : JSON.stringify(value);
}
