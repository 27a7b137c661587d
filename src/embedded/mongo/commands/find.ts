import { compileExpression } from '../aggregate/expression.ts';
import { encode } from '../bson/codec.ts';
import type { Document } from '../bson/document.ts';
import { MongoError } from '../errors.ts';
import { compileProjection, type Projector } from '../query/projection.ts';
import type { Stored } from '../storage/cache.ts';
import { checkNames } from '../storage/store.ts';
import { matchedIndex } from '../update/positions.ts';
import type { Command } from './context.ts';
import { collectionName, countField, documentField, flagField } from './fields.ts';
import { type Settings, search, settingsOf } from './search.ts';

const UNSUPPORTED = ['returnKey', 'showRecordId', 'tailable', 'awaitData', 'oplogReplay', 'min', 'max'];

export const find: Command = {
  fields: [
    'filter',
    'sort',
    'projection',
    'hint',
    'skip',
    'limit',
    'batchSize',
    'singleBatch',
    'let',
    'collation',
    'allowDiskUse',
    'noCursorTimeout',
    'allowPartialResults',
    ...UNSUPPORTED,
  ],
  run({ store, cursors, db, command }) {
    for (const option of UNSUPPORTED) refuseOption(command, option);
    const name = collectionName(command, 'find');
    checkNames(db, name);
    const filter = documentField(command, 'filter');
    const settings = settingsOf(command);
    const project = projector(documentField(command, 'projection'), filter, settings);
    const limit = countField(command, 'limit');
    const found = search(
      store.find(db, name),
      { filter, sort: command.sort, hint: command.hint, skip: countField(command, 'skip'), limit },
      settings,
    );
    return cursors.first(`${db}.${name}`, encoded(found, project), {
      batchSize: countField(command, 'batchSize'),
      single: flagField(command, 'singleBatch'),
    });
  },
};

/** Null where documents leave as they are. */
export function projector(projection: Document, query: Document, settings: Settings): Projector | null {
  if (Object.keys(projection).length === 0) return null;
  return compileProjection(projection, {
    ...settings,
    compute: (expression) => compileExpression(expression, settings),
    positional: (document, path) => matchedIndex(document, query, path, settings),
  });
}

function* encoded(found: Iterable<Stored>, project: Projector | null): Generator<Buffer> {
  for (const stored of found) yield project ? encode(project(stored.document)) : stored.bytes;
}

function refuseOption(command: Document, option: string): void {
  const value = command[option];
  if (value === undefined || value === false) return;
  throw new MongoError('NotImplemented', `find: '${option}' is not supported by this server`);
}
