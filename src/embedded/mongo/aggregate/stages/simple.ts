import { type Document, isDocument } from '../../bson/document.ts';
import { toDouble } from '../../bson/number.ts';
import { isNumeric, typeOf } from '../../bson/types.ts';
import { MongoError } from '../../errors.ts';
import { compileMatch } from '../../query/match.ts';
import { parseSort, sortDocuments } from '../../query/sort.ts';
import { compileExpression } from '../expression.ts';
import { matchOptions, type StageCompiler } from '../pipeline.ts';

export const match: StageCompiler = (spec, context) => {
  if (!isDocument(spec))
    throw new MongoError('Location15959', 'the match filter must be an expression in an object');
  const matches = compileMatch(spec, matchOptions(context));
  return function* (documents) {
    for (const document of documents) if (matches(document)) yield document;
  };
};

export const sort: StageCompiler = (spec, { collator }) => {
  const keys = parseSort(spec);
  if (keys.length === 0) throw new MongoError('Location15976', '$sort stage must have at least one sort key');
  return (documents) => sortDocuments([...documents], keys, { documentOf: (document) => document, collator });
};

export const limit: StageCompiler = (spec) => {
  const most = wholeNumber('$limit', spec);
  if (most === 0) throw new MongoError('Location15958', 'the limit must be positive');
  return function* (documents) {
    let taken = 0;
    for (const document of documents) {
      yield document;
      if (++taken >= most) return;
    }
  };
};

export const skip: StageCompiler = (spec) => {
  const count = wholeNumber('$skip', spec);
  return function* (documents) {
    let passed = 0;
    for (const document of documents) if (passed++ >= count) yield document;
  };
};

export const count: StageCompiler = (spec) => {
  if (typeof spec !== 'string' || spec === '' || spec.startsWith('$') || spec.includes('.')) {
    throw new MongoError('Location40156', 'the count field must be a non-empty string without $ and .');
  }
  return function* (documents) {
    let n = 0;
    for (const _ of documents) n++;
    // Of nothing, not even a zero is made.
    if (n > 0) yield { [spec]: n };
  };
};

export const replaceWith: StageCompiler = (spec, context) => {
  const compute = compileExpression(spec, context);
  return function* (documents) {
    for (const document of documents) yield requireDocument(compute(document));
  };
};

export const replaceRoot: StageCompiler = (spec, context) => {
  if (!isDocument(spec) || !('newRoot' in spec))
    throw new MongoError('Location40231', "expected 'newRoot' in $replaceRoot");
  return replaceWith(spec.newRoot, context);
};

function requireDocument(value: unknown): Document {
  if (isDocument(value)) return value;
  const type = typeof value === 'symbol' ? 'missing' : typeOf(value);
  throw new MongoError(
    'Location40228',
    `'newRoot' expression must evaluate to an object, but resulting value was of type ${type}`,
  );
}

function wholeNumber(name: string, spec: unknown): number {
  const n = isNumeric(spec) ? toDouble(spec) : Number.NaN;
  if (Number.isInteger(n) && n >= 0) return n;
  throw new MongoError(
    'Location5107200',
    `invalid argument to ${name} stage: Expected a non-negative number in: ${name}: ${String(spec)}`,
  );
}
