import type { InboundContent } from '../../domain/message.ts';
import type { Conversation, Values } from '../conversation.ts';
import type { Segment } from '../edges.ts';
import { begin, proceed } from '../engine.ts';
import type { ActionResult, Progress, World } from '../world.ts';
import type { ActionSignature } from './action-signature.ts';

/** One message and what the actions it called came to: enough to play the turn again. */
export type Played = { content: InboundContent; results: ActionResult[] };

export type SampleTurn = { played: Played } & (
  | { conversation: Conversation; path: Segment[] }
  /** The engine threw, or the contact heard nothing. */
  | { error: string }
);

/** When all sample conversations take place. */
export const SAMPLE_NOW = new Date('2026-01-01T15:00:00Z');

/** All the turns one message may become: one for every combination of outcomes of the actions it calls. */
export function turnsOf(
  world: World,
  actions: Record<string, ActionSignature>,
  { before, content }: { before: Conversation; content: InboundContent },
): SampleTurn[] {
  const turns: SampleTurn[] = [];
  const follow = (run: () => Progress, results: ActionResult[]): void => {
    const played = { content, results };
    try {
      const progress = run();
      if (progress.kind === 'acting') {
        for (const result of resultsOf(actions[progress.call.action]))
          follow(() => proceed(world, progress.turn, result), [...results, result]);
        return;
      }
      const { conversation, drafts, path } = progress;
      if (drafts.length === 0) turns.push({ played, error: 'the contact hears nothing' });
      else turns.push({ played, conversation, path });
    } catch (error) {
      turns.push({ played, error: error instanceof Error ? error.message : String(error) });
    }
  };
  const turn = `turn-${before.revision + 1}`;
  follow(() => begin(world, before, { turn, content, now: SAMPLE_NOW }), []);
  return turns;
}

function resultsOf(signature: ActionSignature = { outcomes: [] }): ActionResult[] {
  const { outcomes, gives = {}, lists = {}, remembers = {}, forgets = false } = signature;
  const values: Values = Object.fromEntries(Object.keys(gives).map((name) => [name, `(${name})`]));
  for (const [name, ids] of Object.entries(lists)) values[name] = ids.map((id) => ({ id, title: id }));
  return outcomes.map((outcome) => ({ outcome, values, memory: remembers, forget: forgets }));
}
