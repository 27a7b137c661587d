import type { ChannelName, FreeForm, InboundContent, OutboundContent } from './message.ts';
import { present } from './presentation.ts';
import { splitContent } from './split-content.ts';
import type { TurnAttempt } from './turn-attempt.ts';

/** An inbound message as the records keep it. */
export type InboundRecord = {
  id: string;
  contactId: string;
  channel: ChannelName;
  content: InboundContent;
  receivedAt: Date;
  /** Provider id of the message of ours that it answers. */
  repliedTo: string | null;
  /** Turns begun for it; noted before the turn, so that a message that kills the process is not tried for ever. */
  attempts: TurnAttempt[];
};

/** What a message of our own was about: which booking, event … */
export type About = { flow: string; subject: string };

export type DeliveryState = 'queued' | 'sending' | 'sent' | 'merged' | 'failed' | 'uncertain';

/** An outbound message on its way. */
export type OutboundRecord = {
  /** `turn.k`, so that writing it twice writes it once. */
  id: string;
  contactId: string;
  channel: ChannelName;
  /** A reply is repeated when its fate is unknown (at least once), a broadcast never (at most once). */
  purpose: 'reply' | 'notice' | 'broadcast';
  content: OutboundContent;
  /** For one that answers nothing: the flow its buttons open, and what it is about. */
  about: About | null;
  /** Sorts a contact's messages: the instant its turn came in, the turn, the place in the turn. */
  position: string;
  /** When the message it answers came in; null for one that answers nothing. */
  answers: Date | null;
  state: DeliveryState;
  attempts: number;
  lastAttemptAt: Date | null;
  nextAttemptAt: Date;
  /** Until then the process that took it is believed to be sending. */
  leaseUntil: Date | null;
  sid: string | null;
  /** Messages that went out inside this one. */
  absorbs: string[];
};

/** The order of a contact's messages, in and out: a message, then its replies. */
export function position(at: Date, turn: string, k: number): string {
  return `${at.toISOString()}|${turn}|${String(k).padStart(3, '0')}`;
}

/** What a message of our own came of: the turn it answers (its id is `turn.k`), or what it is about. */
export function requestOf(messageId: string): string {
  return messageId.replace(/\.\d+$/, '');
}

/** Joins waiting replies into one message, as many from the front as fit; the rest waits. */
export function mergeFront([first, ...rest]: readonly [OutboundContent, ...OutboundContent[]]): {
  content: OutboundContent;
  count: number;
} {
  let content = first;
  let count = 1;
  for (const next of rest) {
    const joined = join(content, next);
    if (!joined) break;
    content = joined;
    count++;
  }
  return { content, count };
}

/** Buttons of a question that a later message overtakes are dropped; a text said again is said once. */
function join(before: OutboundContent, after: OutboundContent): OutboundContent | null {
  if (!isFreeForm(before) || !isFreeForm(after)) return null;
  const earlier = without(before.text, after.text);
  const joined = { ...after, text: earlier === '' ? after.text : `${earlier}${SEAM}${after.text}` };
  const keepsLooks = present(joined).kind === present(after).kind;
  return keepsLooks && splitContent(joined).length === 1 ? joined : null;
}

function isFreeForm(content: OutboundContent): content is FreeForm {
  return content.kind === 'text' || content.kind === 'choices';
}

/** `text` less the paragraphs that say `again` and nothing else. */
function without(text: string, again: string): string {
  const said = `${SEAM}${again}${SEAM}`;
  let kept = `${SEAM}${text}${SEAM}`;
  while (kept.includes(said)) kept = kept.replace(said, () => SEAM);
  return kept.slice(SEAM.length, -SEAM.length);
}

const SEAM = '\n\n';
