import type { InboundRecord } from '../domain/records.ts';
import type { Rubric } from '../domain/screening.ts';
import type { Conversation } from '../flow/conversation.ts';
import type { Segment } from '../flow/edges.ts';
import { begin, proceed } from '../flow/engine.ts';
import type { World } from '../flow/world.ts';
import type { Action, ActionContext } from './actions/action.ts';
import { type Heard, openNotice } from './open-notice.ts';
import type { RecordPorts } from './ports.ts';

export type Advancing = {
  ports: RecordPorts;
  world: World;
  actions: Record<string, Action>;
  defaultLocale: string;
  rubric: Rubric;
  /** The answer to a question: the entries' own text, or a checked phrasing of it. */
  answerer(asked: { question: string; ids: string[]; text: string; locale: string }): Promise<string>;
};

/** Actions one turn may call; a flow that needs more has lost its way. */
const MAX_ACTIONS = 20;

/** One message through the engine, performing its actions on the way, until the conversation waits for the contact. */
export async function advance(
  house: Advancing,
  before: Conversation,
  message: Pick<InboundRecord, 'id' | 'receivedAt'> & Heard,
): Promise<{ conversation: Conversation; path: Segment[] }> {
  const { world, actions } = house;
  let progress = begin(world, before, {
    turn: message.id,
    content: message.content,
    now: message.receivedAt,
    notice: await openNotice(house.ports, message, before),
  });
  for (let count = 0; progress.kind === 'acting'; count++) {
    const { call, turn } = progress;
    const action = actions[call.action];
    if (!action || count >= MAX_ACTIONS)
      throw new Error(`cannot perform ${call.action} (${count} actions so far)`);
    const context: ActionContext = {
      key: call.key,
      input: call.input,
      contactId: message.contactId,
      messageId: message.id,
      now: message.receivedAt,
      locale: turn.conversation.locale,
      memory: turn.conversation.memory,
    };
    progress = proceed(world, turn, await action(house, context));
  }
  return { conversation: progress.conversation, path: progress.path };
}
