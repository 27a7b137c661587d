import { type Conversation, newConversation } from '../conversation.ts';
import type { World } from '../world.ts';
import { inputsAt } from './inputs.ts';
import { keysOnly } from './keys-only.ts';
import { retell, type Said } from './retell.ts';
import type { Checked } from './rule.ts';
import { sampleWorld } from './sample-world.ts';
import { type Played, turnsOf } from './turns.ts';

/** A conversation that breaks the engine, or leaves the contact without a word. */
export type Broken = { conversation: Said[]; error: string; at: { flow: string; step: string } | null };

type State = { conversation: Conversation; played: Played | null; before: State | null };

/** States looked at before the search gives up; a flow set like ours has a hundred. */
const MOST_STATES = 3_000;

/** The shortest conversation that comes to stand at a step, or passes it. */
export function conversationTo(checked: Checked, goal: { flow: string; step: string }): Said[] | null {
  for (const { turn, before } of explore(checked)) {
    const passed =
      'path' in turn && turn.path.some(({ flow, step }) => flow === goal.flow && step === goal.step);
    const stand = 'conversation' in turn ? standOf(turn.conversation) : null;
    if (passed || (stand?.flow === goal.flow && stand.step === goal.step))
      return retell(checked, [...playedUpTo(before), turn.played]);
  }
  return null;
}

/** Every conversation, in the abstract, that breaks; one for each way of breaking. */
export function brokenConversations(checked: Checked): Broken[] {
  const broken = new Map<string, Broken>();
  for (const { turn, before } of explore(checked)) {
    if (!('error' in turn) || broken.has(turn.error)) continue;
    const conversation = retell(checked, [...playedUpTo(before), turn.played]);
    broken.set(turn.error, { conversation, error: turn.error, at: standOf(before.conversation) });
  }
  return [...broken.values()];
}

type Found = { turn: ReturnType<typeof turnsOf>[number]; before: State };

/** Breadth first through what can be tapped and typed; actions come out every way they may. */
function* explore(checked: Checked): Iterable<Found> {
  const world: World = sampleWorld(checked, keysOnly(checked));
  const queue: State[] = [{ conversation: newConversation('somebody', LOCALE), played: null, before: null }];
  const seen = new Set<string>();
  for (let state = queue.shift(); state && seen.size < MOST_STATES; state = queue.shift()) {
    for (const content of inputsAt(world, state.conversation)) {
      for (const turn of turnsOf(world, checked.actions, { before: state.conversation, content })) {
        yield { turn, before: state };
        if (!('conversation' in turn)) continue;
        const key = abstract(turn.conversation);
        if (seen.has(key)) continue;
        seen.add(key);
        queue.push({ conversation: turn.conversation, played: turn.played, before: state });
      }
    }
  }
}

/** Conversations are told in the language the programme speaks first. */
const LOCALE = 'es';

/** What tells two states apart for the search: where they stand and over which flows, not what was answered. */
function abstract({ frames, parked, memory }: Conversation): string {
  const under = frames.slice(0, -1).map(({ flow }) => flow);
  const top = frames.at(-1);
  const stand = top && [top.flow, top.step, top.correcting, top.values.resumes];
  const known = Object.keys(memory).filter((name) => memory[name] !== null);
  return JSON.stringify([under, stand, Object.keys(parked).sort(), known.sort()]);
}

function standOf({ frames }: Conversation): { flow: string; step: string } | null {
  const frame = frames.at(-1);
  return frame ? { flow: frame.flow, step: frame.step } : null;
}

function playedUpTo(state: State): Played[] {
  const turns: Played[] = [];
  for (let at: State | null = state; at; at = at.before) if (at.played) turns.unshift(at.played);
  return turns;
}
