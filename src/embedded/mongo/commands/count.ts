import type { Command } from './context.ts';
import { collectionName, countField, documentField, numberField } from './fields.ts';
import { search, settingsOf } from './search.ts';

export const count: Command = {
  fields: ['query', 'limit', 'skip', 'hint', 'collation', 'fields'],
  run({ store, db, command }) {
    const collection = store.find(db, collectionName(command, 'count'));
    const filter = documentField(command, 'query');
    const skip = countField(command, 'skip') ?? 0;
    // A negative limit means the same as its positive counterpart.
    const limit = Math.abs(numberField(command, 'limit') ?? 0);
    const unconditional = Object.keys(filter).length === 0 && command.hint === undefined;
    if (unconditional) {
      const rest = Math.max(0, (collection?.size ?? 0) - skip);
      return { n: limit > 0 ? Math.min(rest, limit) : rest, ok: 1 };
    }
    let n = 0;
    for (const _ of search(collection, { filter, skip, limit, hint: command.hint }, settingsOf(command))) n++;
    return { n, ok: 1 };
  },
};
