import { LIMITS, length } from '../domain/presentation.ts';
import type { Draft } from './conversation.ts';
import type { Spoken } from './world.ts';

/**
 * One turn's texts as few messages as WhatsApp's limits allow (it promises no order between messages).
 * What can be tapped goes with the last text; a longer text before it is sent on its own.
 */
export function compose(spoken: readonly Spoken[]): Draft[] {
  const drafts: Draft[] = [];
  for (const part of spoken) {
    const last = drafts.at(-1);
    const joined = last?.kind === 'text' ? join(last.text, part) : null;
    if (joined) drafts[drafts.length - 1] = joined;
    else drafts.push(toDraft(part.text, part));
  }
  return drafts;
}

function join(before: string, part: Spoken): Draft | null {
  const text = `${before}\n\n${part.text}`;
  const limit = part.choices?.length ? LIMITS.interactiveBody : LIMITS.text;
  return length(text) <= limit ? toDraft(text, part) : null;
}

function toDraft(text: string, part: Spoken): Draft {
  if (!part.choices?.length) return { kind: 'text', text };
  return { kind: 'choices', text, choices: part.choices, listLabel: part.listLabel ?? '' };
}
