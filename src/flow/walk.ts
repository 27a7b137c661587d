import { holds } from './conditions.ts';
import { type Call, type Frame, newFrame, type Values } from './conversation.ts';
import { type AskStep, type DoStep, outcomeOf, target, type WhenStep } from './definition.ts';
import { putQuestion } from './question.ts';
import { FlowFault, known, openFlow, speak, stand, topFrame } from './turn.ts';
import type { Turn, World } from './world.ts';

/** Steps one turn may take without the contact's word; a flow that needs more goes round in circles. */
export const MAX_STEPS = 200;

/** Goes on from where the top flow stands until it asks, calls an action (returned), or has nothing left. */
export function walk(turn: Turn, world: World): Call | null {
  for (;;) {
    if (++turn.steps > MAX_STEPS) throw new FlowFault('a flow goes round without asking anything');
    const frame = topFrame(turn);
    if (!frame) return null;
    const { step } = stand(world, frame);
    if ('ask' in step) {
      if (passOver(frame, step)) continue;
      putQuestion(turn, world, frame, step);
      return null;
    }
    if ('do' in step) return callFor(turn, world, frame, step);
    if ('say' in step) {
      for (const key of [step.say].flat()) speak(turn, world, { key: `${frame.flow}:${key}` });
      frame.step = step.next;
    } else if ('when' in step) frame.step = decide(turn, world, step);
    else if ('go' in step) {
      turn.conversation.frames.pop();
      openFlow(turn, world, step.go);
    } else if ('call' in step) {
      frame.step = step.next;
      openFlow(turn, world, step.call);
    } else if ('redo' in step) redo(frame, world, step.redo);
    else if ('resume' in step) resume(turn, world, frame, step.resume);
    else turn.conversation.frames.pop();
  }
}

/** The name an answer is kept under. */
export function savedAs(frame: { step: string }, step: AskStep): string {
  return step.save ?? frame.step;
}

/** Takes an answer and moves on. */
export function take(frame: Frame, step: AskStep, answer: Frame['answers'][string]): void {
  const next = target(step.next, outcomeOf(answer.value));
  if (!next) throw new FlowFault(`${frame.flow}.${frame.step} leads nowhere for ${outcomeOf(answer.value)}`);
  frame.answers[savedAs(frame, step)] = answer;
  frame.trail = [...frame.trail.filter((one) => one !== frame.step), frame.step];
  frame.misses = 0;
  frame.confirming = null;
  frame.step = next;
}

/** While one answer is corrected, questions that have theirs are not put again. */
function passOver(frame: Frame, step: AskStep): boolean {
  const answer = frame.answers[savedAs(frame, step)];
  if (!frame.correcting || !answer || frame.confirming) {
    frame.correcting = false;
    return false;
  }
  const next = target(step.next, outcomeOf(answer.value));
  if (!next) return false;
  frame.step = next;
  return true;
}

function decide(turn: Turn, world: World, step: WhenStep): string {
  const values: Values = known(turn, world);
  return step.when.find((rule) => holds(rule.if, (name) => values[name]))?.go ?? step.otherwise;
}

function callFor(turn: Turn, world: World, frame: Frame, step: DoStep): Call {
  frame.correcting = false;
  turn.pending = { kind: 'step' };
  const said = Object.fromEntries(Object.entries(frame.answers).map(([name, answer]) => [name, answer]));
  return {
    action: step.do,
    key: `${turn.id}.${turn.calls++}`,
    input: { ...step.with, answers: said, values: { ...known(turn, world) } },
  };
}

function redo(frame: Frame, world: World, variable: string): void {
  const wanted = frame.answers[variable]?.value;
  const { flow } = stand(world, frame);
  const step = typeof wanted === 'string' ? flow.steps[wanted] : undefined;
  if (typeof wanted !== 'string' || !step || !('ask' in step))
    throw new FlowFault(`${frame.flow} cannot ask ${String(wanted)} again`);
  delete frame.answers[variable];
  delete frame.answers[step.save ?? wanted];
  frame.step = wanted;
  frame.correcting = true;
}

function resume(turn: Turn, world: World, frame: Frame, how: 'continue' | 'restart'): void {
  const name = frame.values.resumes;
  const { conversation } = turn;
  if (typeof name !== 'string') throw new FlowFault('nothing to resume');
  conversation.frames.pop();
  const parked = conversation.parked[name];
  delete conversation.parked[name];
  const flow = world.flows.current(name);
  if (how === 'continue' && parked) conversation.frames.push(parked);
  else if (flow) conversation.frames.push(newFrame(flow));
}
