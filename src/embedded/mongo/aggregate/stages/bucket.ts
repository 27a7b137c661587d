import { compareValues } from '../../bson/compare.ts';
import { type Document, isDocument } from '../../bson/document.ts';
import { MongoError } from '../../errors.ts';
import type { StageCompiler } from '../pipeline.ts';
import { group } from './group.ts';
import { sort } from './simple.ts';

export const sortByCount: StageCompiler = (spec, context) => {
  const grouped = group({ _id: spec, count: { $sum: 1 } }, context);
  const sorted = sort({ count: -1 }, context);
  return (documents) => sorted(grouped(documents));
};

export const bucket: StageCompiler = (spec, context) => {
  if (!isDocument(spec)) throw new MongoError('Location40201', 'Argument to $bucket stage must be an object');
  const { groupBy, boundaries, default: fallback, output = { count: { $sum: 1 } } } = spec;
  if (!Array.isArray(boundaries) || boundaries.length < 2 || !rising(boundaries)) {
    throw new MongoError(
      'Location40194',
      "The 'boundaries' option to $bucket must be an array of at least two rising values",
    );
  }
  if (!isDocument(output))
    throw new MongoError('Location40196', "The 'output' field in $bucket must be an object");
  const branches = boundaries.slice(0, -1).map((lower, i) => ({
    case: { $and: [{ $gte: [groupBy, literal(lower)] }, { $lt: [groupBy, literal(boundaries[i + 1])] }] },
    // biome-ignore lint/suspicious/noThenProperty: MongoDB's own word
    then: literal(lower),
  }));
  const id: Document = { branches };
  if ('default' in spec) id.default = literal(fallback);
  const grouped = group({ _id: { $switch: id }, ...output }, context);
  const sorted = sort({ _id: 1 }, context);
  return (documents) => sorted(grouped(documents));
};

function literal(value: unknown): Document {
  return { $literal: value };
}

function rising(values: unknown[]): boolean {
  return values.every((value, i) => i === 0 || compareValues(values[i - 1], value) < 0);
}
