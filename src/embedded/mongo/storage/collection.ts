import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import type { Binary } from 'bson';
import { decode } from '../bson/codec.ts';
import type { Document } from '../bson/document.ts';
import { MongoError } from '../errors.ts';
import { DocumentCache, type Stored } from './cache.ts';
import type { IndexTable } from './index-table.ts';

/** MongoDB's limit of one document. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
const SCAN_CHUNK = 512;

/** One collection: documents by record id, and its indexes kept in step with them. */
export class Collection {
  readonly id: number;
  readonly db: string;
  readonly name: string;
  readonly uuid: Binary;
  readonly indexes: IndexTable[];
  dropped = false;
  readonly #cache = new DocumentCache();
  readonly #insert: StatementSync;
  readonly #update: StatementSync;
  readonly #delete: StatementSync;
  readonly #get: StatementSync;
  readonly #chunk: StatementSync;
  readonly #count: StatementSync;
  #size: number | null = null;

  constructor(
    database: DatabaseSync,
    identity: { id: number; db: string; name: string; uuid: Binary },
    indexes: IndexTable[],
  ) {
    this.id = identity.id;
    this.db = identity.db;
    this.name = identity.name;
    this.uuid = identity.uuid;
    this.indexes = indexes;
    const table = tableName(identity.id);
    this.#insert = database.prepare(`INSERT INTO ${table} (doc, sum) VALUES (?, ?)`);
    this.#update = database.prepare(`UPDATE ${table} SET doc = ?, sum = ? WHERE rid = ?`);
    this.#delete = database.prepare(`DELETE FROM ${table} WHERE rid = ?`);
    this.#get = database.prepare(`SELECT doc, sum FROM ${table} WHERE rid = ?`);
    this.#chunk = database.prepare(`SELECT rid, doc, sum FROM ${table} WHERE rid > ? ORDER BY rid LIMIT ?`);
    this.#count = database.prepare(`SELECT count(*) AS n FROM ${table}`);
  }

  get namespace(): string {
    return `${this.db}.${this.name}`;
  }

  /** Counted once, then kept up. */
  get size(): number {
    this.#size ??= Number(this.#count.get()?.n ?? 0);
    return this.#size;
  }

  /** All unique indexes are asked before anything is written: a refused document leaves no trace. */
  insert(bytes: Buffer, document: Document): void {
    refuseTooLarge(bytes);
    const keys = this.indexes.map((index) => index.keysOf(document));
    for (const [i, index] of this.indexes.entries())
      index.refuseDuplicates(keys[i] ?? NO_KEYS, 0, this.namespace);
    const rid = Number(this.#insert.run(bytes, crc32(bytes)).lastInsertRowid);
    for (const [i, index] of this.indexes.entries()) index.add(keys[i] ?? NO_KEYS, rid);
    if (this.#size !== null) this.#size++;
  }

  update(stored: Stored, bytes: Buffer, document: Document): void {
    refuseTooLarge(bytes);
    const { rid } = stored;
    const changes = this.indexes.map((index) => {
      const after = index.keysOf(document);
      index.refuseDuplicates(after, rid, this.namespace);
      return { index, before: index.keysOf(stored.document), after };
    });
    this.#update.run(bytes, crc32(bytes), rid);
    for (const { index, before, after } of changes) index.replace(before, after, rid);
    this.#cache.set({ rid, bytes, document });
  }

  delete(stored: Stored): void {
    for (const index of this.indexes) index.remove(index.keysOf(stored.document), stored.rid);
    this.#delete.run(stored.rid);
    this.#cache.delete(stored.rid);
    if (this.#size !== null) this.#size--;
  }

  get(rid: number): Stored | null {
    const cached = this.#cache.get(rid);
    if (cached) return cached;
    const row = this.#get.get(rid);
    if (!row) return null;
    const stored = this.#read(rid, row.doc as Uint8Array, row.sum as number);
    this.#cache.set(stored);
    return stored;
  }

  /** In the order of insertion. Resumes by record id, so that a cursor may rest while others write. */
  *all(): Generator<Stored> {
    let last = 0;
    for (;;) {
      this.refuseDropped();
      const rows = this.#chunk.all(last, SCAN_CHUNK);
      for (const row of rows) {
        last = row.rid as number;
        yield this.#cache.get(last) ?? this.#read(last, row.doc as Uint8Array, row.sum as number);
      }
      if (rows.length < SCAN_CHUNK) return;
    }
  }

  refuseDropped(): void {
    if (this.dropped) throw new MongoError('QueryPlanKilled', `collection dropped: ${this.namespace}`);
  }

  #read(rid: number, doc: Uint8Array, sum: number): Stored {
    const bytes = Buffer.from(doc.buffer, doc.byteOffset, doc.byteLength);
    if (crc32(bytes) !== sum) {
      throw new MongoError('InternalError', `record ${rid} of ${this.namespace} is damaged in the data file`);
    }
    return { rid, bytes, document: decode(bytes) };
  }
}

export function tableName(id: number): string {
  return `records_${id}`;
}

const NO_KEYS = { keys: [], values: [], multikey: false };

function refuseTooLarge(bytes: Buffer): void {
  if (bytes.length <= MAX_DOCUMENT_BYTES) return;
  throw new MongoError(
    'BSONObjectTooLarge',
    `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and ${MAX_DOCUMENT_BYTES}`,
  );
}
