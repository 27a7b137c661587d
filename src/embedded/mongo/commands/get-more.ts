import { Long } from 'bson';
import type { Command } from './context.ts';
import { collectionName, countField, wrongType } from './fields.ts';

export const getMore: Command = {
  fields: ['collection', 'batchSize', 'term', 'lastKnownCommittedOpTime'],
  run({ cursors, db, command }) {
    const namespace = `${db}.${collectionName(command, 'collection')}`;
    return cursors.next(cursorId(command.getMore), namespace, countField(command, 'batchSize'));
  },
};

export const killCursors: Command = {
  fields: ['cursors'],
  run({ cursors, command }) {
    if (!Array.isArray(command.cursors)) throw wrongType('killCursors.cursors', 'array');
    const ids = command.cursors.map(cursorId);
    const killed = ids.filter((id) => cursors.kill(id));
    const notFound = ids.filter((id) => !killed.includes(id));
    return {
      cursorsKilled: killed.map((id) => Long.fromBigInt(id)),
      cursorsNotFound: notFound.map((id) => Long.fromBigInt(id)),
      cursorsAlive: [],
      cursorsUnknown: [],
      ok: 1,
    };
  },
};

function cursorId(value: unknown): bigint {
  if (!(value instanceof Long)) throw wrongType('getMore', 'long');
  return value.toBigInt();
}
