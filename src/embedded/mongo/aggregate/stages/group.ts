import { type Document, isDocument, MISSING } from '../../bson/document.ts';
import { keyOf } from '../../bson/key.ts';
import { MongoError } from '../../errors.ts';
import { ACCUMULATORS, type Accumulate } from '../accumulators.ts';
import { compileExpression } from '../expression.ts';
import type { PipelineContext, StageCompiler } from '../pipeline.ts';

export const group: StageCompiler = (spec, context) => {
  if (!isDocument(spec))
    throw new MongoError('Location15947', "a group's fields must be specified in an object");
  if (!('_id' in spec)) throw new MongoError('Location15955', 'a group specification must include an _id');
  const id = compileExpression(spec._id, context);
  const fields = Object.entries(spec)
    .filter(([name]) => name !== '_id')
    .map(([name, accumulator]) => ({ name, ...compileAccumulator(name, accumulator, context) }));
  return function* (documents) {
    for (const { id: key, members } of partition(documents, id)) {
      if (context.collator && typeof key === 'string') {
        throw new MongoError('NotImplemented', 'this server does not group texts by a collation');
      }
      const result: Document = { _id: key };
      for (const { name, value, accumulate } of fields) result[name] = accumulate(members.map(value));
      yield result;
    }
  };
};

/** Groups in the order in which their first documents came. */
export function partition(
  documents: Iterable<Document>,
  keyFor: (document: Document) => unknown,
): Iterable<{ id: unknown; members: Document[] }> {
  const groups = new Map<string, { id: unknown; members: Document[] }>();
  for (const document of documents) {
    const value = keyFor(document);
    // Documents without the field form one group with those where it is null.
    const id = value === MISSING ? null : value;
    const key = keyOf(id).toString('latin1');
    const found = groups.get(key);
    if (found) found.members.push(document);
    else groups.set(key, { id, members: [document] });
  }
  return groups.values();
}

export function compileAccumulator(
  name: string,
  accumulator: unknown,
  context: PipelineContext,
): { value: (document: Document) => unknown; accumulate: Accumulate } {
  const entries = isDocument(accumulator) ? Object.entries(accumulator) : [];
  const [entry] = entries;
  if (!entry?.[0].startsWith('$'))
    throw new MongoError('Location40234', `The field '${name}' must be an accumulator object`);
  if (entries.length > 1)
    throw new MongoError('Location40238', `The field '${name}' must specify one accumulator`);
  const accumulate = ACCUMULATORS.get(entry[0]);
  if (!accumulate) throw new MongoError('Location15952', `unknown group operator '${entry[0]}'`);
  if (name.includes('.'))
    throw new MongoError('Location40235', `The field name '${name}' cannot contain '.'`);
  const operand = entry[0] === '$count' ? null : entry[1];
  return { value: compileExpression(operand, context), accumulate };
}
