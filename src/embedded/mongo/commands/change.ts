import { ObjectId } from 'bson';
import { compileUpdatePipeline } from '../aggregate/update-pipeline.ts';
import { decode, encode } from '../bson/codec.ts';
import { equalValues } from '../bson/compare.ts';
import { type Document, has, isDocument, isOperatorName, MISSING } from '../bson/document.ts';
import { MongoError } from '../errors.ts';
import type { Stored } from '../storage/cache.ts';
import { compileOperators } from '../update/compile.ts';
import { compileArrayFilters, matchedIndex, refuseUnusedFilters } from '../update/positions.ts';
import { documentFromQuery, idFromQuery, withIdFirst } from '../update/upsert.ts';
import type { Settings } from './search.ts';

/** One update statement, compiled. */
export interface Change {
  kind: 'operators' | 'replacement' | 'pipeline';
  /** The document as it will be; null where it stays as it is. */
  apply: (stored: Stored) => { bytes: Buffer; document: Document } | null;
  /** The document that an upsert inserts. */
  create: () => Document;
}

export function compileChange(
  update: unknown,
  query: Document,
  options: { settings: Settings; arrayFilters?: unknown },
): Change {
  const { settings } = options;
  if (Array.isArray(update)) {
    if (options.arrayFilters !== undefined)
      throw new MongoError('FailedToParse', 'Cannot specify arrayFilters and a pipeline update');
    const run = compileUpdatePipeline(update, settings.variables);
    return changeOf('pipeline', run, () => run(documentFromQuery(query)));
  }
  if (!isDocument(update))
    throw new MongoError('FailedToParse', 'Update argument must be either an object or an array');
  if (!isOperatorName(Object.keys(update)[0] ?? '')) return replacement(update, query, options.arrayFilters);
  const now = new Date();
  const { collator } = settings;
  const filters = compileArrayFilters(options.arrayFilters, { collator });
  refuseUnusedFilters(filters, update);
  const change = compileOperators(update, { collator, now, inserting: false });
  return changeOf(
    'operators',
    (document, before) => {
      change(document, { filters, matched: (path) => matchedIndex(before, query, path, settings) });
      return document;
    },
    () => {
      const document = documentFromQuery(query);
      compileOperators(update, { collator, now, inserting: true })(document, {
        filters,
        matched: () => null,
      });
      return document;
    },
  );
}

function replacement(update: Document, query: Document, arrayFilters: unknown): Change {
  if (arrayFilters !== undefined)
    throw new MongoError('FailedToParse', 'Cannot specify arrayFilters and a replacement-style update');
  for (const key of Object.keys(update)) {
    if (isOperatorName(key))
      throw new MongoError(
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${key}' in '${key}' is not allowed in the context of an update's replacement document.`,
      );
  }
  return changeOf(
    'replacement',
    (_document, before) => withIdFirst(update, has(update, '_id') ? update._id : before._id),
    () => {
      const id = idFromQuery(query);
      return id === MISSING || has(update, '_id') ? { ...update } : withIdFirst(update, id);
    },
  );
}

function changeOf(
  kind: Change['kind'],
  run: (fresh: Document, before: Document) => Document,
  create: () => Document,
): Change {
  return {
    kind,
    apply(stored) {
      // Read anew: what the cache holds is shared.
      const document = run(decode(stored.bytes), stored.document);
      const { _id: id } = stored.document;
      if (!has(document, '_id') && kind === 'pipeline') return finish(stored, withIdFirst(document, id));
      if (!has(document, '_id') || !equalValues(document._id, id)) throw immutableId(kind);
      return finish(stored, Object.keys(document)[0] === '_id' ? document : withIdFirst(document, id));
    },
    create() {
      const document = create();
      return withIdFirst(document, has(document, '_id') ? document._id : new ObjectId());
    },
  };
}

function finish(stored: Stored, document: Document): { bytes: Buffer; document: Document } | null {
  const bytes = encode(document);
  return bytes.equals(stored.bytes) ? null : { bytes, document: decode(bytes) };
}

function immutableId(kind: Change['kind']): MongoError {
  return new MongoError(
    'ImmutableField',
    kind === 'replacement'
      ? "After applying the update, the (immutable) field '_id' was found to have been altered"
      : "Performing an update on the path '_id' would modify the immutable field '_id'",
  );
}
