import { clone, type Document } from '../bson/document.ts';
import { MongoError } from '../errors.ts';
import { compilePipeline, type Stage, stageParts } from './pipeline.ts';

/** The stages that MongoDB allows in an update. */
const ALLOWED = new Set(['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith']);

export function compileUpdatePipeline(
  pipeline: unknown[],
  variables: Document,
): (document: Document) => Document {
  for (const stage of pipeline) {
    const { name } = stageParts(stage);
    if (!ALLOWED.has(name))
      throw new MongoError('InvalidOptions', `${name} is not allowed to be used within an update`);
  }
  const run: Stage = compilePipeline(pipeline, { variables, now: new Date(), read: () => [] });
  return (document) => {
    const [result = {}] = run([document]);
    return clone(result);
  };
}
