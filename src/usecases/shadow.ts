import type { InboundContent } from '../domain/message.ts';
import type { Advancing } from './advance.ts';
import { createRehearsal } from './rehearse.ts';

/** What one person wrote, in order; nothing that says who they are. */
export type Heard = { content: InboundContent; at: Date }[];

/** Where a turn came to stand, and what the last screening says. */
type Standing = { step: string; verdict: string | null };

export type Difference = {
  /** Counted from 1, the conversation heard from last first. */
  conversation: number;
  turn: number;
  published: Standing | { error: string };
  draft: Standing | { error: string };
};

export type ShadowReport = {
  conversations: number;
  turns: number;
  same: number;
  /** Conversations whose verdict at the end is another one. */
  verdicts: number;
  differences: Difference[];
};

/** Plays stored conversations on the published flows and on the draft, in houses of memory, and compares where they stand. */
export async function shadow(
  houses: { published: () => Advancing; draft: () => Advancing },
  conversations: Heard[],
): Promise<ShadowReport> {
  const report: ShadowReport = {
    conversations: conversations.length,
    turns: 0,
    same: 0,
    verdicts: 0,
    differences: [],
  };
  for (const [index, heard] of conversations.entries()) {
    const published = await play(houses.published(), heard);
    const draft = await play(houses.draft(), heard);
    report.turns += heard.length;
    if (verdictOf(published) !== verdictOf(draft)) report.verdicts++;
    const turn = heard.findIndex((_one, at) => !alike(published[at], draft[at]));
    const [before, after] = [published[turn], draft[turn]];
    if (before && after)
      report.differences.push({ conversation: index + 1, turn: turn + 1, published: before, draft: after });
    else report.same++;
  }
  return report;
}

type Played = (Standing | { error: string })[];

async function play(house: Advancing, heard: Heard): Promise<Played> {
  const rehearsal = createRehearsal(house, 'somebody');
  const played: Played = [];
  for (const { content, at } of heard) {
    try {
      const { conversation } = await rehearsal.hear(content, at);
      const frame = conversation.frames.at(-1);
      const verdict = (await house.ports.screenings.latest('somebody'))?.verdict.kind ?? null;
      played.push({ step: frame ? `${frame.flow}.${frame.step}` : 'at rest', verdict });
    } catch (error) {
      played.push({ error: error instanceof Error ? error.message : String(error) });
    }
  }
  return played;
}

function alike(one: Played[number] | undefined, other: Played[number] | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function verdictOf(played: Played): string | null {
  const last = played.at(-1);
  return last && 'verdict' in last ? last.verdict : null;
}
