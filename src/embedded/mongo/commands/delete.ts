import { MongoError } from '../errors.ts';
import { runBulk, statementsOf } from './bulk.ts';
import type { Command } from './context.ts';
import { collectionName, documentField, numberField, unknownField } from './fields.ts';
import { search, settingsOf } from './search.ts';

const STATEMENT_FIELDS = new Set(['q', 'limit', 'collation', 'hint']);

export const remove: Command = {
  fields: ['deletes', 'ordered', 'let'],
  writes: true,
  run(context) {
    const { store, db, command } = context;
    const statements = statementsOf(context, 'deletes');
    const collection = store.find(db, collectionName(command, 'delete'));
    let n = 0;
    const writeErrors = runBulk(command, statements, (statement) => {
      for (const key of Object.keys(statement)) {
        if (!STATEMENT_FIELDS.has(key)) throw unknownField(`delete.deletes.${key}`);
      }
      const limit = numberField(statement, 'limit');
      if (limit !== 0 && limit !== 1) {
        throw new MongoError(
          'FailedToParse',
          `The limit field in delete objects must be 0 or 1. Got ${limit}`,
        );
      }
      const request = { filter: documentField(statement, 'q'), hint: statement.hint, limit };
      for (const stored of [...search(collection, request, settingsOf(command, statement))]) {
        collection?.delete(stored);
        n++;
      }
    });
    return { n, ...writeErrors, ok: 1 };
  },
};
