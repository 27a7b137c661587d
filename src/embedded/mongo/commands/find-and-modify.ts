import { encode } from '../bson/codec.ts';
import type { Document } from '../bson/document.ts';
import { MongoError } from '../errors.ts';
import type { Stored } from '../storage/cache.ts';
import type { Collection } from '../storage/collection.ts';
import { compileChange } from './change.ts';
import type { Answer, Command } from './context.ts';
import { collectionName, documentField, flagField } from './fields.ts';
import { projector } from './find.ts';
import { insertDocument } from './insert.ts';
import { type Settings, search, settingsOf } from './search.ts';

export const findAndModify: Command = {
  fields: [
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'fields',
    'upsert',
    'bypassDocumentValidation',
    'collation',
    'arrayFilters',
    'hint',
    'let',
  ],
  writes: true,
  run({ store, db, command }) {
    const name = collectionName(command, 'findAndModify' in command ? 'findAndModify' : 'findandmodify');
    checkCombination(command);
    const upsert = flagField(command, 'upsert');
    const collection = upsert ? store.findOrCreate(db, name) : store.find(db, name);
    const settings = settingsOf(command);
    const filter = documentField(command, 'query');
    const project =
      projector(documentField(command, 'fields'), filter, settings) ?? ((document: Document) => document);
    const request = { filter, sort: command.sort, hint: command.hint, limit: 1 };
    const [stored = null] = [...search(collection, request, settings)];
    const reply = (value: Document | null, lastErrorObject: Document): Answer => ({
      lastErrorObject,
      value: value && project(value),
      ok: 1,
    });
    if (flagField(command, 'remove')) {
      if (stored) collection?.delete(stored);
      return reply(stored?.document ?? null, { n: stored ? 1 : 0 });
    }
    return modify({ collection, stored, command, settings, filter, upsert, reply });
  },
};

function modify(options: {
  collection: Collection | null;
  stored: Stored | null;
  command: Document;
  settings: Settings;
  filter: Document;
  upsert: boolean;
  reply: (value: Document | null, lastErrorObject: Document) => Answer;
}): Answer {
  const { collection, stored, command, settings, filter, upsert, reply } = options;
  const change = compileChange(command.update, filter, { settings, arrayFilters: command.arrayFilters });
  const wantsNew = flagField(command, 'new');
  if (stored && collection) {
    const after = change.apply(stored);
    if (after) collection.update(stored, after.bytes, after.document);
    return reply(wantsNew && after ? after.document : stored.document, { n: 1, updatedExisting: true });
  }
  if (!upsert || !collection) return reply(null, { n: 0, updatedExisting: false });
  const document = change.create();
  insertDocument(collection, { bytes: encode(document), document });
  return reply(wantsNew ? document : null, { n: 1, updatedExisting: false, upserted: document._id });
}

function checkCombination(command: Document): void {
  const remove = flagField(command, 'remove');
  if (remove && command.update !== undefined)
    throw new MongoError('FailedToParse', 'Cannot specify both an update and remove=true');
  if (remove && flagField(command, 'upsert'))
    throw new MongoError('FailedToParse', 'Cannot specify both upsert=true and remove=true');
  if (remove && flagField(command, 'new'))
    throw new MongoError(
      'FailedToParse',
      "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
    );
  if (!remove && command.update === undefined)
    throw new MongoError('FailedToParse', 'Either an update or remove=true must be specified');
}
