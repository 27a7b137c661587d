import type { Choice } from '../domain/message.ts';
import { type Conversation, type Frame, type Json, newFrame, type Values } from './conversation.ts';
import { type Flow, type Next, type Step, target } from './definition.ts';
import { edgeFor } from './edges.ts';
import type { TextRef, Turn, World } from './world.ts';

/** A flow that goes wrong in itself (checked at start, so this is a fault of ours): ends in a safe sentence. */
export class FlowFault extends Error {
  override name = 'FlowFault' as const;
}

export function newTurn(conversation: Conversation, id: string, now: Date): Turn {
  const open = questionOf(conversation);
  return {
    id,
    now,
    conversation,
    spoken: [],
    calls: 0,
    steps: 0,
    asked: false,
    open,
    path: [],
    pending: null,
  };
}

/** Names the question a conversation stands at, in its language; null where none is under way. */
export function questionOf({ frames, locale }: Conversation): string | null {
  const frame = frames.at(-1);
  return frame ? `${locale}:${frame.flow}:${frame.step}` : null;
}

export function topFrame(turn: Turn): Frame | undefined {
  return turn.conversation.frames.at(-1);
}

/** The flow a frame is pinned to, and the step it stands at. */
export function stand(world: World, frame: Frame): { flow: Flow; step: Step } {
  const flow = world.flows.pinned(frame.flow, frame.version);
  const step = flow?.steps[frame.step];
  if (!flow || !step) throw new FlowFault(`no step ${frame.step} in flow ${frame.flow}@${frame.version}`);
  return { flow, step };
}

/** Notes by which of its ways out a step is left. */
export function leaveBy(turn: Turn, frame: Frame, edge: string): void {
  turn.path.push({ flow: frame.flow, step: frame.step, edge });
}

/** Leaves a step for where an outcome leads; false when it leads nowhere. */
export function follow(turn: Turn, frame: Frame, next: Next, outcome: string): boolean {
  const step = target(next, outcome);
  if (!step) return false;
  leaveBy(turn, frame, edgeFor(next, outcome));
  frame.step = step;
  return true;
}

/** Says a text, with everything known at this point as its parameters. */
export function speak(
  turn: Turn,
  world: World,
  ref: TextRef,
  tap?: { choices: Choice[]; listLabel: string },
): void {
  const text = 'literal' in ref ? ref.literal : textOf(turn, world, ref.key, ref.params);
  turn.spoken.push({ text, ...tap });
}

export function textOf(turn: Turn, world: World, key: string, params: Values = {}): string {
  return world.texts.get(turn.conversation.locale, key, { ...known(turn, world), ...params });
}

/** What conditions look at and texts may show: facts, memory, then what this flow has learnt. */
export function known(turn: Turn, world: World): Values {
  const frame = topFrame(turn);
  const answers = Object.entries(frame?.answers ?? {}).map(([name, answer]): [string, Json] => [
    name,
    answer.value,
  ]);
  return { ...world.facts, ...turn.conversation.memory, ...frame?.values, ...Object.fromEntries(answers) };
}

/** Opens a flow on top of what is under way; one left unfinished is offered first. */
export function openFlow(turn: Turn, world: World, name: string): void {
  const flow = world.flows.current(name);
  if (!flow) throw new FlowFault(`no flow ${name}`);
  const { frames, parked } = turn.conversation;
  if (parked[name]) {
    const resume = world.flows.current(world.flows.house.resume);
    if (!resume) throw new FlowFault('no flow to resume with');
    frames.push({ ...newFrame(resume), values: { resumes: name } });
  } else frames.push(newFrame(flow));
}

/**
 * "mis datos", "asesor" … in the middle of a flow: comes back to it afterwards. One aside takes the place of another,
 * or somebody who goes from one to the next would come back through all of them.
 */
export function openAside(turn: Turn, world: World, name: string): void {
  if (topFrame(turn)?.flow === name) return;
  const { start, commands } = world.flows.house;
  const asides = Object.values(commands).filter((flow) => flow !== start);
  const { conversation } = turn;
  conversation.frames = conversation.frames.filter(({ flow }) => !asides.includes(flow));
  openFlow(turn, world, name);
}

/** A flow opened by its own word; what was said after it is there as `said`. */
export function openByWord(turn: Turn, world: World, { flow, rest }: { flow: string; rest: string }): void {
  const { conversation } = turn;
  if (rest) conversation.frames = conversation.frames.filter((frame) => frame.flow !== flow);
  openAside(turn, world, flow);
  const frame = topFrame(turn);
  if (frame && rest) frame.values.said = rest;
}

/** A button under a message of our own: its flow comes on top of what is under way, which goes on afterwards. */
export function openNotice(
  turn: Turn,
  world: World,
  tapped: { flow: string; option: string; subject: string | null },
): void {
  const { flow: name, option, subject } = tapped;
  const flow = world.flows.current(name);
  if (!flow) throw new FlowFault(`no flow ${name}`);
  const { conversation } = turn;
  const others = conversation.frames.filter((frame) => frame.flow !== name);
  conversation.frames = [...others, { ...newFrame(flow), values: { subject, choice: option } }];
}

/** Leaves all that is under way; what can be resumed is kept with its answers. */
export function park(turn: Turn, world: World): void {
  const { conversation } = turn;
  for (const frame of conversation.frames) {
    const flow = world.flows.pinned(frame.flow, frame.version);
    if (flow?.resumable && frame.trail.length > 0) conversation.parked[frame.flow] = { ...frame, misses: 0 };
  }
  conversation.frames = [];
}
