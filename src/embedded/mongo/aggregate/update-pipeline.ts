import type { Document } from '../bson/document.ts';
import { MongoError } from '../errors.ts';

export function runUpdatePipeline(_pipeline: unknown[], _variables: Document): (document: Document) => Document {
  throw new MongoError('NotImplemented', 'pipeline updates');
}
