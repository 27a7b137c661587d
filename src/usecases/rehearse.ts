import type { InboundContent } from '../domain/message.ts';
import {
  type Conversation,
  type Draft,
  deserialise,
  newConversation,
  serialise,
} from '../flow/conversation.ts';
import type { Segment } from '../flow/edges.ts';
import { type Advancing, advance } from './advance.ts';

/** What one message came to, with nothing stored or sent. */
export type Rehearsed = { conversation: Conversation; drafts: Draft[]; path: Segment[] };

/** A conversation played through the engine and its actions; between turns it is written out and read back, as the house does. */
export type Rehearsal = {
  hear(content: InboundContent, now: Date): Promise<Rehearsed>;
};

export function createRehearsal(
  house: Advancing,
  contactId: string,
  from: Conversation = newConversation(contactId, house.defaultLocale),
): Rehearsal {
  let stored = serialise(from);
  let turns = from.revision;
  return {
    async hear(content, receivedAt) {
      const message = { id: `${contactId}-${++turns}`, contactId, content, receivedAt };
      const { conversation, path } = await advance(house, deserialise(stored), message);
      stored = serialise(conversation);
      return { conversation, drafts: conversation.outbox, path };
    },
  };
}
