import { compileExpression } from '../aggregate/expression.ts';
import { truthy } from '../aggregate/truth.ts';
import { equalValues } from '../bson/compare.ts';
import { type Document, isDocument } from '../bson/document.ts';
import { MongoError } from '../errors.ts';
import { parseCollation } from '../query/collation.ts';
import { compileMatch, type MatchOptions } from '../query/match.ts';
import { parseSort, sortDocuments } from '../query/sort.ts';
import type { Stored } from '../storage/cache.ts';
import type { Collection } from '../storage/collection.ts';
import type { IndexTable } from '../storage/index-table.ts';
import { choosePlan } from '../storage/plan.ts';
import { candidates } from '../storage/scan.ts';
import { documentField } from './fields.ts';

export interface Settings extends MatchOptions {
  variables: Document;
}

export interface Search {
  filter: Document;
  sort?: unknown;
  skip?: number;
  limit?: number;
  hint?: unknown;
}

/** What `let` and `collation` make of the queries of one command. */
export function settingsOf(command: Document, statement: Document = command): Settings {
  const variables = evaluateLet(documentField(command, 'let'));
  return {
    variables,
    collator: parseCollation(statement.collation),
    expression: (expression) => {
      const compute = compileExpression(expression, { variables });
      return (document) => truthy(compute(document));
    },
  };
}

/** The matching documents in order. Lazy unless they must be sorted, so that a limit reads no further. */
export function* search(
  collection: Collection | null,
  request: Search,
  settings: Settings,
): Generator<Stored> {
  const matches = compileMatch(request.filter, settings);
  const sort = parseSort(request.sort);
  if (!collection) return;
  const hint = findHint(collection, request.hint);
  const plan = choosePlan(collection, { query: request.filter, sort, collator: settings.collator, hint });
  let found: Iterable<Stored> = filtered(candidates(collection, plan), matches);
  if (sort.length > 0 && !(plan.kind === 'index' && plan.sorted)) {
    const { collator } = settings;
    found = sortDocuments([...found], sort, { documentOf: (stored) => stored.document, collator });
  }
  const { skip = 0, limit = 0 } = request;
  if (limit === 0 && skip === 0) yield* found;
  else yield* sliced(found, skip, limit);
}

export function findHint(collection: Collection, hint: unknown): IndexTable | '$natural' | undefined {
  if (hint === undefined || hint === null) return undefined;
  if (isDocument(hint)) {
    if (Object.keys(hint).length === 0) return undefined;
    if ('$natural' in hint) return '$natural';
    const index = collection.indexes.find(({ spec }) => equalValues(spec.document.key, hint));
    if (index) return index;
  } else if (typeof hint === 'string') {
    if (hint === '$natural') return '$natural';
    const index = collection.indexes.find(({ spec }) => spec.name === hint);
    if (index) return index;
  } else throw new MongoError('FailedToParse', 'hint must be a string or an object');
  throw new MongoError(
    'BadValue',
    'error processing query: planner returned error: bad hint: hint provided does not correspond to an existing index',
  );
}

function* filtered(source: Iterable<Stored>, matches: (document: Document) => boolean): Generator<Stored> {
  for (const stored of source) if (matches(stored.document)) yield stored;
}

function* sliced(source: Iterable<Stored>, skip: number, limit: number): Generator<Stored> {
  let seen = 0;
  for (const stored of source) {
    if (seen++ < skip) continue;
    yield stored;
    if (limit > 0 && seen >= skip + limit) return;
  }
}

/** The values of `let` are expressions without a document. */
function evaluateLet(variables: Document): Document {
  const values: Document = {};
  for (const [name, expression] of Object.entries(variables)) {
    if (!/^[a-z\u0080-\uffff][a-zA-Z0-9_\u0080-\uffff]*$/.test(name)) {
      throw new MongoError(
        'FailedToParse',
        `'${name}' starts with an invalid character for a user variable name`,
      );
    }
    values[name] = compileExpression(expression, { variables: values })({});
  }
  return values;
}
