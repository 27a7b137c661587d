import { Long } from 'bson';
import { type Document, isDocument, MISSING, put } from '../../bson/document.ts';
import { MongoError } from '../../errors.ts';
import { valueAt } from '../../query/paths.ts';
import type { StageCompiler } from '../pipeline.ts';

const FIELDS = new Set(['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays']);

export const unwind: StageCompiler = (spec) => {
  const options: Document = isDocument(spec) ? spec : { path: spec };
  const { path: given, includeArrayIndex: indexField, preserveNullAndEmptyArrays: preserve } = options;
  const unknown = Object.keys(options).find((key) => !FIELDS.has(key));
  if (unknown) throw new MongoError('Location28811', `unrecognized option to $unwind stage: ${unknown}`);
  if (typeof given !== 'string' || !given.startsWith('$') || given.length === 1) {
    throw new MongoError(
      'Location28818',
      `path option to $unwind stage should be prefixed with a '$': ${String(given)}`,
    );
  }
  if (
    indexField !== undefined &&
    (typeof indexField !== 'string' || indexField === '' || indexField.startsWith('$'))
  ) {
    throw new MongoError(
      'Location28822',
      'includeArrayIndex option to $unwind stage should be a field name without $',
    );
  }
  const path = given.slice(1).split('.');
  const numbered = (document: Document, index: Long | null) =>
    indexField ? replaced(document, indexField.split('.'), index) : document;
  return function* (documents) {
    for (const document of documents) {
      const value = valueAt(document, path);
      if (Array.isArray(value) && value.length > 0) {
        for (const [i, item] of value.entries())
          yield numbered(replaced(document, path, item), Long.fromNumber(i));
      } else if (Array.isArray(value)) {
        if (preserve === true) yield numbered(replaced(document, path, MISSING), null);
      } else if ((value !== MISSING && value !== null && value !== undefined) || preserve === true) {
        yield numbered(document, null);
      }
    }
  };
};

function replaced(document: Document, path: readonly string[], value: unknown): Document {
  const [part = '', ...rest] = path;
  const copy = { ...document };
  const inner = copy[part];
  const next = rest.length === 0 ? value : replaced(isDocument(inner) ? inner : {}, rest, value);
  if (next === MISSING) delete copy[part];
  else put(copy, part, next);
  return copy;
}
