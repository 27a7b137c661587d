import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createVault } from '../../src/adapters/crypto/vault.ts';
import { connectRecords, type Records } from '../../src/adapters/mongo/connection.ts';
import { openKeyStore } from '../../src/adapters/mongo/contact-keys.ts';
import { createSnapshots } from '../../src/adapters/mongo/snapshots.ts';
import { createConversations } from '../../src/adapters/redis/conversations.ts';
import { createLocks } from '../../src/adapters/redis/locks.ts';
import { type Conversation, newConversation } from '../../src/flow/conversation.ts';
import type { Conversations } from '../../src/usecases/ports.ts';
import type { KeyStore } from '../../src/usecases/vault.ts';
import { databaseOf } from '../support/test-app.ts';
import { pause, until } from '../support/waiting.ts';

let redis: Redis;
let records: Records;
let keys: KeyStore;
beforeAll(async () => {
  redis = new Redis(inject('redisUrl'));
  records = await connectRecords(databaseOf(inject('mongodbUri')), { indexes: true });
  keys = await openKeyStore(records.connection, { indexes: true });
});
afterAll(async () => {
  redis.disconnect();
  await records.close();
});

/** Each as a process of its own would have them. */
function stores(): Conversations {
  const sealing = { vault: createVault('an encryption key for tests only', keys), defaultLocale: 'es' };
  return createConversations(redis, createSnapshots(records.models, sealing), sealing);
}

/** A conversation of a contact of its own, at a revision. */
function at(revision: number, contactId: string = randomUUID(), lastTurn = `turn-${revision}`): Conversation {
  return { ...newConversation(contactId, 'es'), revision, lastTurn };
}

const keyOf = ({ contactId }: Conversation) => `conversation:${contactId}`;

describe('a commit', () => {
  it('goes through over the revision that was read', async () => {
    const store = stores();
    const one = at(1);
    expect(await store.load(one.contactId)).toBeNull();
    expect(await store.commit(one, 0)).toBe(true);
    expect(await store.commit(at(2, one.contactId), 1)).toBe(true);
    expect(await store.load(one.contactId)).toEqual(at(2, one.contactId));
  });

  it('loses to another one over the same revision, of twenty at once all but one', async () => {
    const { contactId } = at(0);
    const tries = Array.from({ length: 20 }, (_, n) => stores().commit(at(1, contactId, `turn-${n}`), 0));
    const won = await Promise.all(tries);
    expect(won.filter(Boolean)).toHaveLength(1);
    expect((await stores().load(contactId))?.lastTurn).toBe(`turn-${won.indexOf(true)}`);
  });

  it('goes through where Redis has lost the key', async () => {
    const store = stores();
    const five = at(5);
    await store.commit(five, 4);
    await redis.del(keyOf(five));
    expect(await store.commit(at(6, five.contactId), 5)).toBe(true);
    expect((await store.load(five.contactId))?.revision).toBe(6);
  });

  it('goes through over a lower revision than was read: Redis has lost its last second', async () => {
    const store = stores();
    const three = at(3);
    await store.commit(three, 2);
    await store.snapshot(at(5, three.contactId));
    expect((await store.load(three.contactId))?.revision).toBe(5);
    expect(await store.commit(at(6, three.contactId), 5)).toBe(true);
    expect((await store.load(three.contactId))?.revision).toBe(6);
  });

  it('leaves nothing readable behind', async () => {
    const one = at(1);
    await stores().commit({ ...one, memory: { note: 'vende empanadas' } }, 0);
    expect(JSON.stringify(await redis.hgetall(keyOf(one)))).not.toContain('empanadas');
  });
});

describe('a snapshot', () => {
  it('is written over a lower revision only, whatever the order', async () => {
    const store = stores();
    const { contactId } = at(0);
    await Promise.all([3, 1, 4, 2, 5, 3, 1].map((revision) => store.snapshot(at(revision, contactId))));
    expect((await store.load(contactId))?.revision).toBe(5);
    await store.snapshot(at(2, contactId));
    await store.snapshot(at(5, contactId, 'another turn'));
    expect(await store.load(contactId)).toEqual(at(5, contactId));
  });

  it('counts where it is further on than Redis, and only there', async () => {
    const store = stores();
    const four = at(4);
    await store.commit(four, 3);
    await store.snapshot(at(3, four.contactId));
    expect((await store.load(four.contactId))?.revision).toBe(4);
    await store.snapshot(at(7, four.contactId));
    expect((await store.load(four.contactId))?.revision).toBe(7);
  });
});

describe('a lock', () => {
  it('keeps others out while the work lasts, and not longer', async () => {
    const locks = createLocks(redis);
    const name = randomUUID();
    let ran = 0;
    const held = locks.withLock(name, async () => {
      ran++;
      expect(await createLocks(redis).withLock(name, async () => void ran++)).toEqual({ kind: 'busy' });
    });
    expect(await held).toEqual({ kind: 'done' });
    expect(await locks.withLock(name, async () => void ran++)).toEqual({ kind: 'done' });
    expect(ran).toBe(2);
  });

  it('is released by its owner only: one that ran out is left to who took it since', async () => {
    const name = randomUUID();
    let endFirst = () => {};
    const first = createLocks(redis, 30).withLock(name, () => new Promise((resolve) => (endFirst = resolve)));
    await pause(60);
    let endSecond = () => {};
    let began = false;
    const second = createLocks(redis).withLock(name, () => {
      began = true;
      return new Promise((resolve) => (endSecond = resolve));
    });
    await until('the second has it', () => began);
    endFirst();
    await first;
    expect(await createLocks(redis).withLock(name, async () => undefined)).toEqual({ kind: 'busy' });
    endSecond();
    expect(await second).toEqual({ kind: 'done' });
  });

  it('is released when the work throws', async () => {
    const locks = createLocks(redis);
    const name = randomUUID();
    await expect(locks.withLock(name, () => Promise.reject(new Error('work failed')))).rejects.toThrow(
      'failed',
    );
    expect(await locks.withLock(name, async () => undefined)).toEqual({ kind: 'done' });
  });
});
