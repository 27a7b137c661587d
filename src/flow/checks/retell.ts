import type { InboundContent } from '../../domain/message.ts';
import { type Conversation, type Draft, newConversation } from '../conversation.ts';
import { begin, proceed } from '../engine.ts';
import type { World } from '../world.ts';
import type { Checked } from './rule.ts';
import { sampleWorld } from './sample-world.ts';
import { type Played, SAMPLE_NOW } from './turns.ts';

/** One turn as people see it: what was said or tapped, and what came back. */
export type Said = { content: InboundContent; drafts: Draft[] };

/** Plays a conversation found with bare keys again, with its texts; a turn that breaks comes last and says nothing. */
export function retell(checked: Checked, turns: Played[]): Said[] {
  const world = sampleWorld(checked, checked.texts);
  const said: Said[] = [];
  let conversation = newConversation('somebody', 'es');
  for (const played of turns) {
    const content = entitled(played.content, said);
    const after = play(world, conversation, { ...played, content });
    said.push({ content, drafts: after?.outbox ?? [] });
    if (!after) break;
    conversation = after;
  }
  return said;
}

function play(world: World, before: Conversation, { content, results }: Played): Conversation | null {
  try {
    let progress = begin(world, before, { turn: `turn-${before.revision + 1}`, content, now: SAMPLE_NOW });
    for (const result of results)
      if (progress.kind === 'acting') progress = proceed(world, progress.turn, result);
    return progress.kind === 'done' ? progress.conversation : null;
  } catch {
    return null;
  }
}

/** The button's own words in place of their key. */
function entitled(content: InboundContent, said: Said[]): InboundContent {
  if (content.kind !== 'tap') return content;
  const choices =
    said.at(-1)?.drafts.flatMap((draft) => (draft.kind === 'choices' ? draft.choices : [])) ?? [];
  const title = choices.find(({ id }) => id === content.payload)?.title ?? content.title;
  return { ...content, title };
}
