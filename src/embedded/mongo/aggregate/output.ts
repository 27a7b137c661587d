import { ObjectId } from 'bson';
import { encode } from '../bson/codec.ts';
import { equalValues } from '../bson/compare.ts';
import { type Document, has, isDocument } from '../bson/document.ts';
import { MongoError } from '../errors.ts';
import type { Collection } from '../storage/collection.ts';
import { choosePlan } from '../storage/plan.ts';
import { candidates } from '../storage/scan.ts';
import type { Store } from '../storage/store.ts';
import { withIdFirst } from '../update/upsert.ts';

/** The last stage of a pipeline that writes what the others made. */
export type Output = (documents: Iterable<Document>) => void;

export const OUTPUT_STAGES = new Set(['$out', '$merge']);

export function compileOutput(stage: { name: string; spec: unknown }, store: Store, db: string): Output {
  return stage.name === '$out' ? compileOut(stage.spec, store, db) : compileMerge(stage.spec, store, db);
}

/** Replaces the whole collection; its indexes stay. */
function compileOut(spec: unknown, store: Store, db: string): Output {
  const target = targetOf(spec, db, '$out');
  return (documents) => {
    const all = [...documents];
    const collection = store.findOrCreate(target.db, target.coll);
    for (const stored of [...collection.all()]) collection.delete(stored);
    for (const document of all) insert(collection, document);
  };
}

const MATCHED = new Set(['replace', 'keepExisting', 'merge', 'fail']);
const NOT_MATCHED = new Set(['insert', 'discard', 'fail']);

function compileMerge(spec: unknown, store: Store, db: string): Output {
  const options: Document = isDocument(spec) ? spec : { into: spec };
  const { into, on = '_id', whenMatched = 'merge', whenNotMatched = 'insert' } = options;
  const target = targetOf(into, db, '$merge');
  if (on !== '_id')
    throw new MongoError('NotImplemented', "$merge: 'on' other than _id is not supported by this server");
  if (!MATCHED.has(String(whenMatched)) || !NOT_MATCHED.has(String(whenNotMatched))) {
    throw new MongoError(
      'NotImplemented',
      '$merge: this whenMatched or whenNotMatched is not supported by this server',
    );
  }
  return (documents) => {
    const all = [...documents];
    const collection = store.findOrCreate(target.db, target.coll);
    for (const document of all) merge(collection, document, { whenMatched, whenNotMatched });
  };
}

function merge(
  collection: Collection,
  document: Document,
  rules: { whenMatched: unknown; whenNotMatched: unknown },
): void {
  const existing = has(document, '_id') ? findById(collection, document._id) : null;
  if (!existing) {
    if (rules.whenNotMatched === 'insert') insert(collection, document);
    if (rules.whenNotMatched === 'fail')
      throw new MongoError(
        'MergeStageNoMatchingDocument',
        '$merge could not find a matching document in the target collection',
      );
    return;
  }
  if (rules.whenMatched === 'keepExisting') return;
  if (rules.whenMatched === 'fail') {
    insert(collection, document);
    return;
  }
  const after =
    rules.whenMatched === 'merge'
      ? { ...existing.document, ...document }
      : withIdFirst(document, document._id);
  collection.update(existing, encode(after), after);
}

function findById(collection: Collection, id: unknown) {
  const plan = choosePlan(collection, { query: { _id: { $eq: id } }, sort: [] });
  for (const stored of candidates(collection, plan)) if (equalValues(stored.document._id, id)) return stored;
  return null;
}

function insert(collection: Collection, document: Document): void {
  const complete = withIdFirst(document, has(document, '_id') ? document._id : new ObjectId());
  collection.insert(encode(complete), complete);
}

function targetOf(spec: unknown, db: string, stage: string): { db: string; coll: string } {
  const target: Document = isDocument(spec) ? spec : { coll: spec };
  const { coll, db: other = db } = target;
  const unknown = Object.keys(target).find((key) => key !== 'coll' && key !== 'db');
  if (unknown || typeof coll !== 'string' || typeof other !== 'string') {
    throw new MongoError('FailedToParse', `${stage} needs the name of a collection`);
  }
  return { db: other, coll };
}
