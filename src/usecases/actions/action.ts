import type { Values } from '../../flow/conversation.ts';
import type { ActionResult } from '../../flow/world.ts';
import type { Advancing } from '../advance.ts';

export type ActionContext = {
  /** `turn.k`: the same act again has the same key. */
  key: string;
  input: Values;
  contactId: string;
  messageId: string;
  /** When the message came in; never the wall clock, so that a repeated turn acts alike. */
  now: Date;
  locale: string;
  memory: Values;
};

/** One thing a flow can have done. May run twice with the same key, and then gives the same result. */
export type Action = (house: Advancing, context: ActionContext) => Promise<ActionResult>;
