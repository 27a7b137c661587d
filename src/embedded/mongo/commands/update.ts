import { encode } from '../bson/codec.ts';
import type { Document } from '../bson/document.ts';
import { MongoError } from '../errors.ts';
import type { Collection } from '../storage/collection.ts';
import { runBulk, statementsOf } from './bulk.ts';
import { compileChange } from './change.ts';
import type { Command } from './context.ts';
import { collectionName, documentField, flagField, unknownField } from './fields.ts';
import { insertDocument } from './insert.ts';
import { search, settingsOf } from './search.ts';

const STATEMENT_FIELDS = new Set(['q', 'u', 'multi', 'upsert', 'collation', 'arrayFilters', 'hint']);

export const update: Command = {
  fields: ['updates', 'ordered', 'let', 'bypassDocumentValidation'],
  writes: true,
  run(context) {
    const { store, db, command } = context;
    const statements = statementsOf(context, 'updates');
    const name = collectionName(command, 'update');
    const upserted: Document[] = [];
    let n = 0;
    let nModified = 0;
    const writeErrors = runBulk(command, statements, (statement, index) => {
      const collection = flagField(statement, 'upsert') ? store.findOrCreate(db, name) : store.find(db, name);
      const outcome = runStatement(collection, command, statement);
      n += outcome.matched;
      nModified += outcome.modified;
      if ('upsertedId' in outcome) {
        n++;
        upserted.push({ index, _id: outcome.upsertedId });
      }
    });
    return { n, nModified, ...(upserted.length > 0 ? { upserted } : {}), ...writeErrors, ok: 1 };
  },
};

interface Outcome {
  matched: number;
  modified: number;
  upsertedId?: unknown;
}

function runStatement(collection: Collection | null, command: Document, statement: Document): Outcome {
  for (const key of Object.keys(statement)) {
    if (!STATEMENT_FIELDS.has(key)) throw unknownField(`update.updates.${key}`);
  }
  const filter = documentField(statement, 'q');
  const multi = flagField(statement, 'multi');
  const settings = settingsOf(command, statement);
  const change = compileChange(statement.u, filter, { settings, arrayFilters: statement.arrayFilters });
  if (multi && change.kind === 'replacement') {
    throw new MongoError('FailedToParse', 'multi update is not supported for replacement-style update');
  }
  const request = { filter, hint: statement.hint, limit: multi ? 0 : 1 };
  // All are found before one is changed: a changed document must not be met again.
  const found = [...search(collection, request, settings)];
  let modified = 0;
  for (const stored of found) {
    const after = change.apply(stored);
    if (!after || !collection) continue;
    collection.update(stored, after.bytes, after.document);
    modified++;
  }
  if (found.length > 0 || !collection || !flagField(statement, 'upsert'))
    return { matched: found.length, modified };
  const document = change.create();
  insertDocument(collection, { bytes: encode(document), document });
  return { matched: 0, modified: 0, upsertedId: document._id };
}
