import type { Collator } from '../bson/compare.ts';
import { type Document, isDocument } from '../bson/document.ts';
import { MongoError } from '../errors.ts';
import type { MatchOptions } from '../query/match.ts';
import { compileExpression } from './expression.ts';
import { STAGES } from './stages/registry.ts';
import { truthy } from './truth.ts';

export type Stage = (documents: Iterable<Document>) => Iterable<Document>;

/** What the stages of one pipeline share. */
export interface PipelineContext {
  variables: Document;
  now: Date;
  collator?: Collator;
  /** Documents of a collection of the same database that match a query. */
  read: (collection: string, filter: Document, options: MatchOptions) => Iterable<Document>;
}

export type StageCompiler = (spec: unknown, context: PipelineContext) => Stage;

export function compilePipeline(pipeline: unknown[], context: PipelineContext): Stage {
  const stages = pipeline.map((stage) => compileStage(stage, context));
  return (documents) => stages.reduce<Iterable<Document>>((input, stage) => stage(input), documents);
}

export function matchOptions(context: PipelineContext): MatchOptions {
  return {
    collator: context.collator,
    expression: (expression) => {
      const compute = compileExpression(expression, context);
      return (document) => truthy(compute(document));
    },
  };
}

/** The name and operand of a stage, `{ $name: operand }`. */
export function stageParts(stage: unknown): { name: string; spec: unknown } {
  const entries = isDocument(stage) ? Object.entries(stage) : [];
  const [entry] = entries;
  if (!entry || entries.length !== 1) {
    throw new MongoError(
      'Location40323',
      'A pipeline stage specification object must contain exactly one field.',
    );
  }
  return { name: entry[0], spec: entry[1] };
}

function compileStage(stage: unknown, context: PipelineContext): Stage {
  const { name, spec } = stageParts(stage);
  const compile = STAGES.get(name);
  if (!compile) throw new MongoError('Location40324', `Unrecognized pipeline stage name: '${name}'`);
  return compile(spec, context);
}
