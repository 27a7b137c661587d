import { ObjectId } from 'bson';
import { decode, encode } from '../bson/codec.ts';
import { type Document, has, isDocument } from '../bson/document.ts';
import { typeOf } from '../bson/types.ts';
import { MongoError } from '../errors.ts';
import type { Collection } from '../storage/collection.ts';
import { withIdFirst } from '../update/upsert.ts';
import type { RawDocument } from '../wire/message.ts';
import { runBulk, statementsOf } from './bulk.ts';
import type { Command, CommandContext } from './context.ts';
import { collectionName } from './fields.ts';

export const insert: Command = {
  fields: ['documents', 'ordered', 'bypassDocumentValidation'],
  writes: true,
  run(context) {
    const { store, db, command } = context;
    const documents = documentsOf(context);
    const collection = store.findOrCreate(db, collectionName(command, 'insert'));
    let n = 0;
    const writeErrors = runBulk(command, documents, (raw) => {
      insertDocument(collection, raw);
      n++;
    });
    return { n, ...writeErrors, ok: 1 };
  },
};

/** Stores the bytes as they came where `_id` leads them, so that nothing is lost in a translation. */
export function insertDocument(collection: Collection, raw: RawDocument): void {
  const { document } = raw;
  checkId(document);
  if (Object.keys(document)[0] === '_id') {
    collection.insert(raw.bytes, document);
    return;
  }
  const ordered = withIdFirst(document, has(document, '_id') ? document._id : new ObjectId());
  collection.insert(encode(ordered), ordered);
}

/** MongoDB keeps these out of `_id`. */
export function checkId(document: Document): void {
  if (!has(document, '_id')) return;
  const type = typeOf(document._id);
  if (type === 'array' || type === 'regex')
    throw new MongoError('InvalidIdField', `can't use a ${type} for _id`);
  const dollar = isDocument(document._id)
    ? Object.keys(document._id).find((key) => key.startsWith('$'))
    : undefined;
  if (dollar !== undefined) {
    throw new MongoError(
      'DollarPrefixedFieldName',
      `_id fields may not contain '$'-prefixed fields: ${dollar} is not valid for storage.`,
    );
  }
}

function documentsOf(context: CommandContext): RawDocument[] {
  const sequence = context.sequences.get('documents');
  if (sequence) return sequence;
  return statementsOf(context, 'documents').map((document) => {
    const bytes = encode(document);
    return { bytes, document: decode(bytes) };
  });
}
