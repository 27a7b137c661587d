import { equalValues } from '../bson/compare.ts';
import { clone, type Document, isDocument, MISSING, put } from '../bson/document.ts';
import { MongoError } from '../errors.ts';
import { isOperatorDocument } from '../query/match.ts';
import { applyChange } from './apply.ts';

const NOWHERE = { matched: () => null, filters: new Map() };

/** The document that an upsert starts from: every field that the query fixes to one value. */
export function documentFromQuery(query: Document): Document {
  const document: Document = {};
  const fixed = new Map<string, unknown>();
  collect(query, fixed);
  for (const [key, value] of fixed) {
    const path = key.split('.');
    applyChange(document, { path, creates: true, modify: () => clone(value) }, NOWHERE);
  }
  return document;
}

/** The `_id` a query fixes, which is all that a replacement takes over from it. */
export function idFromQuery(query: Document): unknown {
  const fixed = new Map<string, unknown>();
  collect(query, fixed);
  return fixed.has('_id') ? fixed.get('_id') : MISSING;
}

export function withIdFirst(document: Document, id: unknown): Document {
  const ordered: Document = { _id: id };
  for (const key of Object.keys(document)) if (key !== '_id') put(ordered, key, document[key]);
  return ordered;
}

function collect(query: Document, fixed: Map<string, unknown>): void {
  for (const [key, operand] of Object.entries(query)) {
    if (key === '$and' || (key === '$or' && Array.isArray(operand) && operand.length === 1)) {
      for (const branch of operand as unknown[]) if (isDocument(branch)) collect(branch, fixed);
    } else if (!key.startsWith('$')) {
      const value = fixedValue(operand);
      if (value !== MISSING) fix(fixed, key, value);
    }
  }
}

function fixedValue(operand: unknown): unknown {
  if (!isOperatorDocument(operand))
    return (operand as { _bsontype?: string } | null)?._bsontype === 'BSONRegExp' ? MISSING : operand;
  if ('$eq' in operand) return operand.$eq;
  const { $in: choices, $all: items } = operand;
  if (Array.isArray(choices) && choices.length === 1) return choices[0];
  if (Array.isArray(items) && items.length === 1 && !isOperatorDocument(items[0])) return items[0];
  return MISSING;
}

function fix(fixed: Map<string, unknown>, key: string, value: unknown): void {
  for (const [other, present] of fixed) {
    if (other === key && equalValues(present, value)) return;
    if (other === key || key.startsWith(`${other}.`) || other.startsWith(`${key}.`)) {
      throw new MongoError(
        'NotSingleValueField',
        `cannot infer query fields to set, path '${key}' is matched twice`,
      );
    }
  }
  fixed.set(key, value);
}
