import { type Document, isDocument } from '../bson/document.ts';
import { MongoError } from '../errors.ts';
import type { CommandContext } from './context.ts';
import { wrongType } from './fields.ts';

/** maxWriteBatchSize of MongoDB. */
export const MAX_STATEMENTS = 100_000;

/** The statements of a write command, from its body or from the sequence beside it. */
export function statementsOf({ command, sequences }: CommandContext, name: string): Document[] {
  const statements = sequences.get(name)?.map((raw) => raw.document) ?? command[name];
  if (!Array.isArray(statements)) throw wrongType(name, 'array');
  if (statements.length === 0 || statements.length > MAX_STATEMENTS) {
    throw new MongoError(
      'BadValue',
      `Write batch sizes must be between 1 and ${MAX_STATEMENTS}. Got ${statements.length} operations.`,
    );
  }
  for (const statement of statements) if (!isDocument(statement)) throw wrongType(`${name}.0`, 'object');
  return statements;
}

/** Runs statements one by one; a refused one ends an ordered command and is passed over in an unordered one. */
export function runBulk<T>(
  command: Document,
  statements: T[],
  run: (statement: T, index: number) => void,
): { writeErrors?: Document[] } {
  const writeErrors: Document[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      run(statement, index);
    } catch (error) {
      if (!(error instanceof MongoError) || error.codeName === 'InternalError') throw error;
      writeErrors.push({ index, code: error.code, ...error.details, errmsg: error.message });
      if (command.ordered !== false) break;
    }
  }
  return writeErrors.length > 0 ? { writeErrors } : {};
}
