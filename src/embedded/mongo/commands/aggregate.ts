import { compileOutput, OUTPUT_STAGES } from '../aggregate/output.ts';
import { compilePipeline, type PipelineContext, stageParts } from '../aggregate/pipeline.ts';
import { encode } from '../bson/codec.ts';
import { type Document, isDocument } from '../bson/document.ts';
import { MongoError } from '../errors.ts';
import type { Collection } from '../storage/collection.ts';
import { checkNames, type Store } from '../storage/store.ts';
import type { Command, CommandContext } from './context.ts';
import { collectionName, countField, documentField, flagField, wrongType } from './fields.ts';
import { type Search, type Settings, search, settingsOf } from './search.ts';

export const aggregate: Command = {
  fields: [
    'pipeline',
    'cursor',
    'explain',
    'allowDiskUse',
    'bypassDocumentValidation',
    'collation',
    'hint',
    'let',
  ],
  writes: ({ pipeline }) =>
    Array.isArray(pipeline) && OUTPUT_STAGES.has(Object.keys(pipeline.at(-1) ?? {})[0] ?? ''),
  run(context) {
    const { store, cursors, db, command } = context;
    if (flagField(command, 'explain'))
      throw new MongoError('NotImplemented', 'explain is not supported by this server');
    if (command.cursor === undefined)
      throw new MongoError(
        'FailedToParse',
        "The 'cursor' option is required, except for aggregate with the explain argument",
      );
    const { pipeline } = command;
    if (!Array.isArray(pipeline)) throw wrongType('aggregate.pipeline', 'array');
    const settings = settingsOf(command);
    const pipelineContext: PipelineContext = {
      variables: settings.variables,
      collator: settings.collator,
      now: new Date(),
      read: (name, filter, options) =>
        documentsOf(search(store.find(db, name), { filter }, { ...settings, ...options })),
    };
    const last = pipeline.length > 0 ? stageParts(pipeline.at(-1)) : null;
    const output = last && OUTPUT_STAGES.has(last.name) ? compileOutput(last, store, db) : null;
    const { source, rest } = sourceOf(context, output ? pipeline.slice(0, -1) : pipeline, settings);
    let documents: Iterable<Document> = compilePipeline(rest, pipelineContext)(source);
    if (output) {
      output(documents);
      documents = [];
    }
    const namespace = `${db}.${command.aggregate === 1 ? '$cmd.aggregate' : collectionName(command, 'aggregate')}`;
    const batchSize = countField(documentField(command, 'cursor'), 'batchSize');
    return cursors.first(namespace, encoded(documents), { batchSize, single: false });
  },
};

/** The first $match, $sort, $skip and $limit are answered like a find, so that they can use an index. */
function sourceOf(
  context: CommandContext,
  pipeline: unknown[],
  settings: Settings,
): { source: Iterable<Document>; rest: unknown[] } {
  const { store, db, command } = context;
  if (command.aggregate === 1) return { source: databaseSource(pipeline), rest: pipeline.slice(1) };
  const name = collectionName(command, 'aggregate');
  checkNames(db, name);
  const request: Search = { filter: {}, hint: command.hint };
  let used = 0;
  const [first, second] = pipeline.map((stage) => stageParts(stage));
  if (first?.name === '$match' && isDocument(first.spec)) {
    request.filter = first.spec;
    used = 1;
  }
  const next = used === 1 ? second : first;
  if (next?.name === '$sort' && isDocument(next.spec) && Object.keys(next.spec).length > 0) {
    request.sort = next.spec;
    used++;
  }
  return { source: lazily(store, db, name, request, settings), rest: pipeline.slice(used) };
}

function lazily(
  store: Store,
  db: string,
  name: string,
  request: Search,
  settings: Settings,
): Iterable<Document> {
  const collection: Collection | null = store.find(db, name);
  return documentsOf(search(collection, request, settings));
}

/** A database has no documents of its own: its pipelines begin with a stage that makes some. */
function databaseSource(pipeline: unknown[]): Iterable<Document> {
  const [first] = pipeline;
  const { name, spec } = stageParts(first ?? {});
  if (name === '$listLocalSessions') return [];
  if (name === '$documents' && Array.isArray(spec) && spec.every(isDocument)) return spec;
  throw new MongoError(
    'InvalidNamespace',
    `{aggregate: 1} is not valid for '${name}'; a collection is required.`,
  );
}

function* documentsOf(found: Iterable<{ document: Document }>): Generator<Document> {
  for (const { document } of found) yield document;
}

function* encoded(documents: Iterable<Document>): Generator<Buffer> {
  for (const document of documents) yield encode(document);
}
