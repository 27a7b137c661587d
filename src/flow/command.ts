import type { Command } from './commands.ts';
import { openAside, openFlow, park, speak, topFrame } from './turn.ts';
import type { Turn, World } from './world.ts';

/** Carries out one of the words that work everywhere. */
export function runCommand(turn: Turn, world: World, command: Command): void {
  if (command === 'menu') {
    park(turn, world);
    openFlow(turn, world, world.flows.house.commands.menu);
  } else if (command === 'back') goBack(turn, world);
  else if (command === 'cancel') cancel(turn, world);
  else if (command === 'continue') goOn(turn, world);
  else openAside(turn, world, world.flows.house.commands[command]);
}

function goBack(turn: Turn, world: World): void {
  const frame = topFrame(turn);
  const previous = frame?.trail.at(-1);
  if (frame?.confirming) frame.confirming = null;
  else if (frame && previous) {
    frame.trail = frame.trail.slice(0, -1);
    frame.step = previous;
    frame.misses = 0;
    frame.correcting = true;
  } else if (turn.conversation.frames.length > 1) turn.conversation.frames.pop();
  else speak(turn, world, { key: 'common:back-at-start' });
}

function cancel(turn: Turn, world: World): void {
  const frame = topFrame(turn);
  const leaving = frame && frame.flow !== world.flows.house.start;
  park(turn, world);
  speak(turn, world, { key: leaving ? 'common:cancelled' : 'common:nothing-to-cancel' });
}

/** Takes up what was left half-way, without asking whether to: that is what the word says. */
function goOn(turn: Turn, world: World): void {
  if (topFrame(turn)) return;
  const { frames, parked } = turn.conversation;
  const [left] = Object.values(parked);
  if (!left) {
    openFlow(turn, world, world.flows.house.commands.menu);
    return;
  }
  delete parked[left.flow];
  frames.push(left);
}
