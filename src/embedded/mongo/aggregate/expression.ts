import type { Document } from '../bson/document.ts';
import { MongoError } from '../errors.ts';

export interface ExpressionOptions {
  variables: Document;
}

export type Compute = (document: Document) => unknown;

export function compileExpression(expression: unknown, _options: ExpressionOptions): Compute {
  if (typeof expression !== 'object' && !(typeof expression === 'string' && expression.startsWith('$'))) return () => expression;
  throw new MongoError('NotImplemented', 'expressions');
}
