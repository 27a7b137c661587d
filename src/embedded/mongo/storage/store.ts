import { randomUUID } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { UUID } from 'bson';
import { decode, encode } from '../bson/codec.ts';
import type { Document } from '../bson/document.ts';
import { MongoError } from '../errors.ts';
import { Collection, tableName as recordsTable } from './collection.ts';
import { openFile } from './file.ts';
import { ID_INDEX, type IndexSpec, parseIndexSpec } from './index-spec.ts';
import { IndexTable, tableName as indexTable } from './index-table.ts';

/** All databases: which collections and indexes there are, and the one transaction of each command. */
export class Store {
  readonly #database: DatabaseSync;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #changes: StatementSync;
  #collections = new Map<string, Collection>();

  constructor(directory: string) {
    const database = openFile(directory);
    this.#database = database;
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
    this.#changes = database.prepare('SELECT total_changes() AS n');
    this.#load();
  }

  close(): void {
    this.#database.close();
  }

  /** Commands run to their end without yielding, so one transaction is open at a time. */
  transaction<T>(action: () => T): T {
    const before = this.#changes.get()?.n;
    this.#begin.run();
    try {
      const result = action();
      this.#commit.run();
      return result;
    } catch (error) {
      const changed = this.#changes.get()?.n !== before;
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      // What memory holds may be from the transaction that never was.
      if (changed) this.#load();
      throw error;
    }
  }

  find(db: string, name: string): Collection | null {
    return this.#collections.get(`${db}.${name}`) ?? null;
  }

  list(db?: string): Collection[] {
    const all = [...this.#collections.values()];
    return db === undefined ? all : all.filter((collection) => collection.db === db);
  }

  findOrCreate(db: string, name: string): Collection {
    return this.find(db, name) ?? this.create(db, name);
  }

  create(db: string, name: string): Collection {
    checkNames(db, name);
    const uuid = new UUID(randomUUID());
    const { lastInsertRowid } = this.#database
      .prepare('INSERT INTO collections (db, name, uuid) VALUES (?, ?, ?)')
      .run(db, name, uuid.buffer);
    const id = Number(lastInsertRowid);
    this.#database.exec(
      `CREATE TABLE ${recordsTable(id)} (rid INTEGER PRIMARY KEY, doc BLOB NOT NULL, sum INTEGER NOT NULL)`,
    );
    const collection = new Collection(this.#database, { id, db, name, uuid }, []);
    this.#collections.set(collection.namespace, collection);
    this.createIndex(collection, parseIndexSpec(ID_INDEX));
    return collection;
  }

  drop(collection: Collection): void {
    for (const index of [...collection.indexes]) this.dropIndex(collection, index);
    this.#database.exec(`DROP TABLE ${recordsTable(collection.id)}`);
    this.#database.prepare('DELETE FROM collections WHERE id = ?').run(collection.id);
    this.#collections.delete(collection.namespace);
    collection.dropped = true;
  }

  /** Throws E11000 where the documents already there do not fit a unique index. */
  createIndex(collection: Collection, spec: IndexSpec): IndexTable {
    const { lastInsertRowid } = this.#database
      .prepare('INSERT INTO indexes (collection, name, spec) VALUES (?, ?, ?)')
      .run(collection.id, spec.name, encode(spec.document));
    const id = Number(lastInsertRowid);
    this.#database.exec(
      `CREATE TABLE ${indexTable(id)} (key BLOB NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (key, rid)) WITHOUT ROWID`,
    );
    const index = new IndexTable(this.#database, id, spec, false);
    for (const stored of collection.all()) {
      const keys = index.keysOf(stored.document);
      index.refuseDuplicates(keys, stored.rid, collection.namespace);
      index.add(keys, stored.rid);
    }
    collection.indexes.push(index);
    return index;
  }

  dropIndex(collection: Collection, index: IndexTable): void {
    this.#database.exec(`DROP TABLE ${indexTable(index.id)}`);
    this.#database.prepare('DELETE FROM indexes WHERE id = ?').run(index.id);
    collection.indexes.splice(collection.indexes.indexOf(index), 1);
  }

  changeIndex(index: IndexTable, document: Document): void {
    this.#database.prepare('UPDATE indexes SET spec = ? WHERE id = ?').run(encode(document), index.id);
    index.spec = parseIndexSpec(document);
  }

  #load(): void {
    const indexes = Map.groupBy(
      this.#database.prepare('SELECT id, collection, spec, multikey FROM indexes ORDER BY id').all(),
      (row) => row.collection as number,
    );
    this.#collections = new Map();
    for (const row of this.#database
      .prepare('SELECT id, db, name, uuid FROM collections ORDER BY id')
      .all()) {
      const identity = {
        id: row.id as number,
        db: row.db as string,
        name: row.name as string,
        uuid: new UUID(row.uuid as Uint8Array),
      };
      const tables = (indexes.get(identity.id) ?? []).map(
        (index) =>
          new IndexTable(
            this.#database,
            index.id as number,
            parseIndexSpec(decode(index.spec as Uint8Array)),
            index.multikey === 1,
          ),
      );
      const collection = new Collection(this.#database, identity, tables);
      this.#collections.set(collection.namespace, collection);
    }
  }
}

/** MongoDB's limits: database names of 63 bytes, namespaces of 255. */
const MAX_DATABASE_BYTES = 63;
const MAX_NAMESPACE_BYTES = 255;

export function checkNames(db: string, name: string): void {
  const badDatabase = db === '' || Buffer.byteLength(db) > MAX_DATABASE_BYTES || /[/\\. "$*<>:|?\0]/.test(db);
  if (badDatabase) throw new MongoError('InvalidNamespace', `Invalid database name: '${db}'`);
  const badName = name === '' || name.includes('$') || name.includes('\0') || name.startsWith('system.');
  const tooLong = Buffer.byteLength(`${db}.${name}`) > MAX_NAMESPACE_BYTES;
  if (badName || name.startsWith('.') || name.endsWith('.') || tooLong) {
    throw new MongoError('InvalidNamespace', `Invalid namespace specified '${db}.${name}'`);
  }
}
