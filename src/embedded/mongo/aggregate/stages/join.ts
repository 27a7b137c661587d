import { type Document, isDocument, isOperatorName, MISSING, put } from '../../bson/document.ts';
import { MongoError } from '../../errors.ts';
import { valueAt, valuesAt } from '../../query/paths.ts';
import { isRegex } from '../../query/regex.ts';
import { compileExpression } from '../expression.ts';
import { compilePipeline, type PipelineContext, type StageCompiler } from '../pipeline.ts';

const LOOKUP_FIELDS = new Set(['from', 'localField', 'foreignField', 'let', 'pipeline', 'as']);

export const lookup: StageCompiler = (spec, context) => {
  const { from, as, localField, foreignField, pipeline, let: variables } = checkLookup(spec);
  const assigned = Object.entries(variables).map(([name, value]) => ({
    name,
    compute: compileExpression(value, context),
  }));
  // Compiled once without values to refuse a bad pipeline before any document is read.
  compilePipeline(pipeline, context);
  const foreign = (document: Document): Document[] => {
    const filter = localField ? joinFilter(document, localField, foreignField) : {};
    const inner = withVariables(context, assigned, document);
    return [...compilePipeline(pipeline, inner)(context.read(from, filter, {}))];
  };
  return function* (documents) {
    for (const document of documents) yield withField(document, as.split('.'), foreign(document));
  };
};

export const unionWith: StageCompiler = (spec, context) => {
  const { coll, pipeline = [] } = isDocument(spec) ? spec : { coll: spec };
  if (typeof coll !== 'string' || !Array.isArray(pipeline)) {
    throw new MongoError(
      'FailedToParse',
      '$unionWith needs a collection name, and its pipeline must be an array',
    );
  }
  const inner = compilePipeline(pipeline, context);
  return function* (documents) {
    yield* documents;
    yield* inner(context.read(coll, {}, {}));
  };
};

export const facet: StageCompiler = (spec, context) => {
  if (!isDocument(spec) || Object.keys(spec).length === 0) {
    throw new MongoError('Location40169', 'the $facet specification must be a non-empty object');
  }
  const facets = Object.entries(spec).map(([name, pipeline]) => {
    if (!Array.isArray(pipeline))
      throw new MongoError('Location40170', `arguments to $facet must be arrays, ${name} is not`);
    return { name, run: compilePipeline(pipeline, context) };
  });
  return function* (documents) {
    const all = [...documents];
    const result: Document = {};
    for (const { name, run } of facets) put(result, name, [...run(all)]);
    yield result;
  };
};

function checkLookup(spec: unknown) {
  if (!isDocument(spec)) throw new MongoError('FailedToParse', 'the $lookup specification must be an Object');
  const unknown = Object.keys(spec).find((key) => !LOOKUP_FIELDS.has(key));
  if (unknown) throw new MongoError('FailedToParse', `unknown argument to $lookup: ${unknown}`);
  const { from, as, localField, foreignField, pipeline = [], let: variables = {} } = spec;
  if (typeof from !== 'string' || typeof as !== 'string')
    throw new MongoError('FailedToParse', "$lookup requires 'from' and 'as' to be strings");
  if ((localField === undefined) !== (foreignField === undefined)) {
    throw new MongoError('FailedToParse', '$lookup requires both or neither of localField and foreignField');
  }
  if (localField === undefined && spec.pipeline === undefined) {
    throw new MongoError(
      'FailedToParse',
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField'",
    );
  }
  if (!Array.isArray(pipeline) || !isDocument(variables))
    throw new MongoError('TypeMismatch', "$lookup needs an array 'pipeline' and an object 'let'");
  for (const field of [localField, foreignField]) {
    if (field !== undefined && typeof field !== 'string')
      throw new MongoError('FailedToParse', '$lookup fields must be strings');
  }
  return {
    from,
    as,
    localField: localField as string | undefined,
    foreignField: foreignField as string,
    pipeline,
    let: variables,
  };
}

/** As a query, so that an index of the other collection is used. Absent and null find each other. */
function joinFilter(document: Document, localField: string, foreignField: string): Document {
  const path = localField.split('.');
  const whole = valueAt(document, path);
  const values = whole === MISSING ? valuesAt(document, path) : Array.isArray(whole) ? whole : [whole];
  const wanted = values.length === 0 && !Array.isArray(whole) ? [null] : values;
  if (
    wanted.some(
      (value) => isRegex(value) || (isDocument(value) && isOperatorName(Object.keys(value)[0] ?? '')),
    )
  ) {
    return { $or: wanted.map((value) => ({ [foreignField]: { $eq: value } })) };
  }
  return { [foreignField]: { $in: wanted } };
}

function withVariables(
  context: PipelineContext,
  assigned: { name: string; compute: (document: Document) => unknown }[],
  document: Document,
): PipelineContext {
  if (assigned.length === 0) return context;
  const values = assigned.map(({ name, compute }) => [name, compute(document)]);
  return { ...context, variables: { ...context.variables, ...Object.fromEntries(values) } };
}

function withField(document: Document, path: readonly string[], value: unknown): Document {
  const [part = '', ...rest] = path;
  const copy = { ...document };
  const inner = copy[part];
  put(copy, part, rest.length === 0 ? value : withField(isDocument(inner) ? inner : {}, rest, value));
  return copy;
}
