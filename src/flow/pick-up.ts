import type { Conversation } from './conversation.ts';
import { goOn } from './engine.ts';
import { mend } from './mend.ts';
import { newTurn, speak } from './turn.ts';
import type { World } from './world.ts';

/**
 * The bot takes a conversation up again after a person: says `key`, and puts the question that stood open once more.
 * Pure. Null where it stands at an action, which only a message of the contact's sets off.
 */
export function pickUp(
  world: World,
  before: Conversation,
  { turn: id, now, key }: { turn: string; now: Date; key: string },
): Conversation | null {
  const conversation: Conversation = { ...structuredClone(before), owner: 'bot', offers: [] };
  const turn = newTurn(conversation, id, now);
  mend(conversation, world);
  speak(turn, world, { key });
  const progress = goOn(turn, world, null);
  return progress.kind === 'done' ? progress.conversation : null;
}
