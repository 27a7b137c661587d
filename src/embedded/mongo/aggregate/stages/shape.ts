import { type Document, isDocument, MISSING, put } from '../../bson/document.ts';
import { MongoError } from '../../errors.ts';
import { compileProjection } from '../../query/projection.ts';
import { compileExpression } from '../expression.ts';
import type { StageCompiler } from '../pipeline.ts';

export const project: StageCompiler = (spec, context) => {
  if (!isDocument(spec) || Object.keys(spec).length === 0) {
    throw new MongoError('Location40602', '$project specification must be an object with at least one field');
  }
  const apply = compileProjection(spec, { compute: (expression) => compileExpression(expression, context) });
  return function* (documents) {
    for (const document of documents) yield apply(document);
  };
};

export const unset: StageCompiler = (spec, context) => {
  const names = Array.isArray(spec) ? spec : [spec];
  if (
    names.length === 0 ||
    !names.every((name) => typeof name === 'string' && name !== '' && !name.startsWith('$'))
  ) {
    throw new MongoError('Location40602', '$unset specification must be a string or an array of field names');
  }
  return project(Object.fromEntries(names.map((name) => [name, 0])), context);
};

export const addFields: StageCompiler = (spec, context) => {
  if (!isDocument(spec) || Object.keys(spec).length === 0) {
    throw new MongoError(
      'Location40602',
      '$addFields specification must be an object with at least one field',
    );
  }
  const fields = flatten(spec).map(({ path, value }) => ({
    path,
    compute: compileExpression(value, context),
  }));
  return function* (documents) {
    for (const document of documents) {
      // Every field is computed from the document as it came.
      const values = fields.map(({ path, compute }) => ({ path, value: compute(document) }));
      let result = document;
      for (const { path, value } of values) result = withValue(result, path, value) as Document;
      yield result;
    }
  };
};

/** `{ a: { b: 1 } }` adds `a.b`; it does not replace `a`. */
function flatten(spec: Document, prefix: string[] = []): { path: string[]; value: unknown }[] {
  return Object.entries(spec).flatMap(([key, value]) => {
    if (key === '' || key.startsWith('$')) {
      throw new MongoError('Location16410', `FieldPath field names may not start with '$': ${key}`);
    }
    const path = [...prefix, ...key.split('.')];
    const plain =
      isDocument(value) && Object.keys(value).length > 0 && !Object.keys(value)[0]?.startsWith('$');
    return plain ? flatten(value, path) : [{ path, value }];
  });
}

/** A copy with the value at the path, in every item where the path meets an array. */
function withValue(node: unknown, path: readonly string[], value: unknown): unknown {
  const [part, ...rest] = path;
  if (part === undefined) return value;
  if (Array.isArray(node)) return node.map((item) => withValue(item, path, value));
  const copy: Document = isDocument(node) ? { ...node } : {};
  const child = withValue(Object.hasOwn(copy, part) ? copy[part] : undefined, rest, value);
  if (child === MISSING) delete copy[part];
  else put(copy, part, child);
  return copy;
}
