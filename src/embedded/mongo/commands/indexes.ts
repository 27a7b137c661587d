import { encode } from '../bson/codec.ts';
import { equalValues } from '../bson/compare.ts';
import { type Document, isDocument } from '../bson/document.ts';
import { toDouble } from '../bson/number.ts';
import { isNumeric } from '../bson/types.ts';
import { MongoError } from '../errors.ts';
import type { Collection } from '../storage/collection.ts';
import { type IndexSpec, parseIndexSpec } from '../storage/index-spec.ts';
import type { IndexTable } from '../storage/index-table.ts';
import type { Command } from './context.ts';
import { collectionName, countField, documentField, wrongType } from './fields.ts';

/** MongoDB's limit of indexes in one collection. */
const MAX_INDEXES = 64;

export const createIndexes: Command = {
  fields: ['indexes', 'commitQuorum', 'ignoreUnknownIndexOptions'],
  writes: true,
  run({ store, db, command }) {
    const name = collectionName(command, 'createIndexes');
    const { indexes } = command;
    if (!Array.isArray(indexes)) throw wrongType('createIndexes.indexes', 'array');
    if (indexes.length === 0) throw new MongoError('BadValue', 'Must specify at least one index to create');
    const specs = indexes.map(parseIndexSpec);
    const createdCollectionAutomatically = store.find(db, name) === null;
    const collection = store.findOrCreate(db, name);
    const numIndexesBefore = collection.indexes.length;
    for (const spec of specs) {
      if (isThere(collection, spec)) continue;
      if (collection.indexes.length >= MAX_INDEXES)
        throw new MongoError('CannotCreateIndex', 'too many indexes');
      store.createIndex(collection, spec);
    }
    const numIndexesAfter = collection.indexes.length;
    const note = numIndexesBefore === numIndexesAfter ? { note: 'all indexes already exist' } : {};
    return { numIndexesBefore, numIndexesAfter, createdCollectionAutomatically, ...note, ok: 1 };
  },
};

export const listIndexes: Command = {
  fields: ['cursor', 'includeBuildUUIDs', 'includeIndexBuildInfo'],
  run({ store, cursors, db, command }) {
    const name = collectionName(command, 'listIndexes');
    const collection = store.find(db, name);
    if (!collection) throw new MongoError('NamespaceNotFound', `ns does not exist: ${db}.${name}`);
    const documents = collection.indexes.map(({ spec }) => encode(spec.document));
    const batchSize = countField(documentField(command, 'cursor'), 'batchSize');
    return cursors.first(`${db}.${name}`, documents.values(), { batchSize, single: false });
  },
};

export const dropIndexes: Command = {
  fields: ['index'],
  writes: true,
  run({ store, db, command }) {
    const name = collectionName(command, 'dropIndexes' in command ? 'dropIndexes' : 'deleteIndexes');
    const collection = store.find(db, name);
    if (!collection) throw new MongoError('NamespaceNotFound', `ns not found ${db}.${name}`);
    const nIndexesWas = collection.indexes.length;
    const wanted = Array.isArray(command.index) ? command.index : [command.index];
    const chosen = wanted.flatMap((index) => chooseIndexes(collection, index));
    for (const index of new Set(chosen)) store.dropIndex(collection, index);
    return { nIndexesWas, ok: 1 };
  },
};

/** Only the expiry of an index can be changed. */
export const collMod: Command = {
  fields: ['index', 'validator', 'validationLevel', 'validationAction', 'viewOn', 'pipeline'],
  writes: true,
  run({ store, db, command }) {
    const name = collectionName(command, 'collMod');
    const collection = store.find(db, name);
    if (!collection) throw new MongoError('NamespaceNotFound', `ns does not exist: ${db}.${name}`);
    const refused = collMod.fields.find((field) => field !== 'index' && field in command);
    if (refused)
      throw new MongoError('NotImplemented', `collMod: '${refused}' is not supported by this server`);
    if (command.index === undefined) return { ok: 1 };
    const change = documentField(command, 'index');
    const index = findIndex(collection, change.name ?? change.keyPattern);
    if (!index) throw new MongoError('IndexNotFound', `cannot find index for ns ${db}.${name}`);
    if (!isNumeric(change.expireAfterSeconds)) {
      throw new MongoError('InvalidOptions', 'collMod: only expireAfterSeconds of an index can be changed');
    }
    const before = index.spec.document.expireAfterSeconds;
    store.changeIndex(index, { ...index.spec.document, expireAfterSeconds: change.expireAfterSeconds });
    const old = before === undefined ? {} : { expireAfterSeconds_old: before };
    return { ...old, expireAfterSeconds_new: toDouble(change.expireAfterSeconds), ok: 1 };
  },
};

/** The same index again is no error; another one under its name or its keys is. */
function isThere(collection: Collection, spec: IndexSpec): boolean {
  for (const { spec: existing } of collection.indexes) {
    if (equalValues(existing.document, spec.document)) return true;
    const sameKey = equalValues(existing.document.key, spec.document.key);
    if (sameKey && existing.name === '_id_') return true;
    if (existing.name === spec.name) {
      throw sameKey
        ? new MongoError(
            'IndexOptionsConflict',
            `An equivalent index already exists with the same name but different options: ${spec.name}`,
          )
        : new MongoError(
            'IndexKeySpecsConflict',
            `An existing index has the same name as the requested index: ${spec.name}`,
          );
    }
    const samePartial = equalValues(existing.partial?.filter ?? null, spec.partial?.filter ?? null);
    if (sameKey && samePartial) {
      throw new MongoError(
        'IndexOptionsConflict',
        `Index already exists with a different name: ${existing.name}`,
      );
    }
  }
  return false;
}

function chooseIndexes(collection: Collection, wanted: unknown): IndexTable[] {
  if (wanted === '*') return collection.indexes.filter(({ spec }) => spec.name !== '_id_');
  const index = findIndex(collection, wanted);
  if (!index) {
    const shown = isDocument(wanted) ? JSON.stringify(wanted) : String(wanted);
    throw new MongoError('IndexNotFound', `index not found with name [${shown}]`);
  }
  if (index.spec.name === '_id_') throw new MongoError('InvalidOptions', 'cannot drop _id index');
  return [index];
}

function findIndex(collection: Collection, wanted: unknown): IndexTable | undefined {
  return collection.indexes.find(({ spec }) =>
    isDocument(wanted) ? equalValues(spec.document.key as Document, wanted) : spec.name === wanted,
  );
}
