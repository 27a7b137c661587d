import { compareValues } from '../bson/compare.ts';
import { MongoError } from '../errors.ts';
import { parsePath, valuesAt } from '../query/paths.ts';
import type { Command } from './context.ts';
import { collectionName, documentField, wrongType } from './fields.ts';
import { search, settingsOf } from './search.ts';

export const distinct: Command = {
  fields: ['key', 'query', 'collation', 'hint'],
  run({ store, db, command }) {
    const { key } = command;
    if (typeof key !== 'string') throw wrongType('distinct.key', 'string');
    if (key.includes('\0')) throw new MongoError('BadValue', 'key must not contain a null byte');
    const settings = settingsOf(command);
    const request = { filter: documentField(command, 'query'), hint: command.hint };
    const collection = store.find(db, collectionName(command, 'distinct'));
    const path = parsePath(key);
    const found: unknown[] = [];
    for (const stored of search(collection, request, settings))
      found.push(...valuesAt(stored.document, path));
    found.sort((a, b) => compareValues(a, b, settings.collator));
    const values = found.filter(
      (value, i) => i === 0 || compareValues(value, found[i - 1], settings.collator) !== 0,
    );
    return { values, ok: 1 };
  },
};
