import { encode } from '../bson/codec.ts';
import type { Document } from '../bson/document.ts';
import { MongoError } from '../errors.ts';
import { compileMatch } from '../query/match.ts';
import type { Collection } from '../storage/collection.ts';
import type { Command } from './context.ts';
import { collectionName, countField, documentField, flagField } from './fields.ts';

const UNSUPPORTED = [
  'capped',
  'size',
  'max',
  'validator',
  'validationLevel',
  'validationAction',
  'viewOn',
  'pipeline',
  'timeseries',
  'expireAfterSeconds',
  'clusteredIndex',
  'changeStreamPreAndPostImages',
  'encryptedFields',
  'collation',
];

export const create: Command = {
  fields: ['autoIndexId', 'idIndex', 'storageEngine', 'indexOptionDefaults', 'writeConcern', ...UNSUPPORTED],
  writes: true,
  run({ store, db, command }) {
    const name = collectionName(command, 'create');
    for (const option of UNSUPPORTED) {
      if (command[option] !== undefined && command[option] !== false) {
        throw new MongoError('NotImplemented', `create: '${option}' is not supported by this server`);
      }
    }
    if (store.find(db, name))
      throw new MongoError('NamespaceExists', `Collection ${db}.${name} already exists.`);
    store.create(db, name);
    return { ok: 1 };
  },
};

export const drop: Command = {
  fields: [],
  writes: true,
  run({ store, db, command }) {
    const collection = store.find(db, collectionName(command, 'drop'));
    // Since 7.0 a collection that is not there is no error.
    if (!collection) return { ok: 1 };
    const nIndexesWas = collection.indexes.length;
    store.drop(collection);
    return { nIndexesWas, ns: collection.namespace, ok: 1 };
  },
};

export const dropDatabase: Command = {
  fields: [],
  writes: true,
  run({ store, db }) {
    const collections = store.list(db);
    for (const collection of collections) store.drop(collection);
    return collections.length > 0 ? { dropped: db, ok: 1 } : { ok: 1 };
  },
};

export const listCollections: Command = {
  fields: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'],
  run({ store, cursors, db, command }) {
    const nameOnly = flagField(command, 'nameOnly');
    const matches = compileMatch(documentField(command, 'filter'));
    const documents = store
      .list(db)
      .map((collection) => describe(collection))
      .filter(matches)
      .map((document) => encode(nameOnly ? { name: document.name, type: document.type } : document));
    const batchSize = countField(documentField(command, 'cursor'), 'batchSize');
    return cursors.first(`${db}.$cmd.listCollections`, documents.values(), { batchSize, single: false });
  },
};

export const listDatabases: Command = {
  fields: ['filter', 'nameOnly', 'authorizedDatabases'],
  run({ store, command }) {
    const nameOnly = flagField(command, 'nameOnly');
    const matches = compileMatch(documentField(command, 'filter'));
    const names = [...new Set(store.list().map((collection) => collection.db))].sort();
    const databases = names.map((name) => ({ name, sizeOnDisk: 0, empty: false })).filter(matches);
    return { databases: nameOnly ? databases.map(({ name }) => ({ name })) : databases, ok: 1 };
  },
};

function describe(collection: Collection): Document {
  const idIndex = collection.indexes[0]?.spec.document;
  return {
    name: collection.name,
    type: 'collection',
    options: {},
    info: { readOnly: false, uuid: collection.uuid },
    ...(idIndex ? { idIndex } : {}),
  };
}
