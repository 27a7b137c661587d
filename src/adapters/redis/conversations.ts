import type { Redis } from 'ioredis';
import { type Conversation, serialise } from '../../flow/conversation.ts';
import { openConversation, type Sealing } from '../../usecases/open-conversation.ts';
import type { Conversations } from '../../usecases/ports.ts';

/** Kept in Redis this long after the last turn; older ones come from their snapshot. */
const KEEP_SECONDS = 7 * 24 * 60 * 60;

/** Compare-and-set on the revision. A copy lower than the one we read (Redis lost its last second) is overwritten. */
const COMMIT = `
local current = tonumber(redis.call('hget', KEYS[1], 'revision') or '-1')
if current > tonumber(ARGV[1]) then return 0 end
redis.call('hset', KEYS[1], 'revision', ARGV[2], 'state', ARGV[3])
redis.call('expire', KEYS[1], ARGV[4])
return 1`;

type Copies = {
  load(contactId: string): Promise<Conversation | null>;
  save(conversation: Conversation): Promise<void>;
};

/** The working copy in Redis over the snapshots in the records: whichever is further on counts. */
export function createConversations(redis: Redis, snapshots: Copies, sealing: Sealing): Conversations {
  redis.defineCommand('commitConversation', { numberOfKeys: 1, lua: COMMIT });
  const commit = redis as unknown as { commitConversation(...args: (string | number)[]): Promise<number> };
  const keyOf = (contactId: string) => `conversation:${contactId}`;
  return {
    async load(contactId) {
      const [[state, revision], snapshot] = await Promise.all([
        redis.hmget(keyOf(contactId), 'state', 'revision'),
        snapshots.load(contactId),
      ]);
      const working = state
        ? await openConversation(sealing, { contactId, state, revision: Number(revision) })
        : null;
      return working && working.revision >= (snapshot?.revision ?? -1) ? working : snapshot;
    },
    async commit(conversation, expected) {
      const { contactId, revision } = conversation;
      const seal = await sealing.vault.of(contactId);
      const state = seal(serialise(conversation));
      const won = await commit.commitConversation(keyOf(contactId), expected, revision, state, KEEP_SECONDS);
      return won === 1;
    },
    snapshot: (conversation) => snapshots.save(conversation),
  };
}
