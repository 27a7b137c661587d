import type { Redis } from 'ioredis';
import type { Signals } from '../../usecases/ports.ts';
import { disconnectRedis } from './connection.ts';

const CHANNEL = 'changed';

/** Live views learn of a change over pub/sub, from any process. */
export type LiveSignals = Signals & {
  listen(contactId: string, listener: () => void): () => void;
  /** Calls back with the id of every contact of whom something changed. */
  listenAll(listener: (contactId: string) => void): () => void;
  close(): Promise<void>;
};

export async function createSignals(redis: Redis): Promise<LiveSignals> {
  const listeners = new Map<string, Set<() => void>>();
  const toAll = new Set<(contactId: string) => void>();
  const subscriber = redis.duplicate({
    lazyConnect: true,
    enableOfflineQueue: true,
    maxRetriesPerRequest: null,
  });
  // The connection that publishes reports trouble; this one only reconnects.
  subscriber.on('error', () => undefined);
  await subscriber.connect();
  await subscriber.subscribe(CHANNEL);
  subscriber.on('message', (_channel, contactId) => {
    for (const listener of listeners.get(contactId) ?? []) listener();
    for (const listener of toAll) listener(contactId);
  });
  return {
    changed(contactId) {
      redis.publish(CHANNEL, contactId).catch(() => undefined);
    },
    listen(contactId, listener) {
      const mine = listeners.get(contactId) ?? new Set();
      listeners.set(contactId, mine.add(listener));
      return () => {
        mine.delete(listener);
        if (mine.size === 0) listeners.delete(contactId);
      };
    },
    listenAll(listener) {
      toAll.add(listener);
      return () => toAll.delete(listener);
    },
    close: () => disconnectRedis(subscriber),
  };
}
