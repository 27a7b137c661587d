import { holds } from './conditions.ts';
import { type Call, type Frame, newFrame, type Values } from './conversation.ts';
import { type AskStep, type DoStep, type Flow, isAsk, outcomeOf, type WhenStep } from './definition.ts';
import { conditionEdge } from './edges.ts';
import { putQuestion } from './question.ts';
import { FlowFault, follow, known, leaveBy, openFlow, speak, stand, topFrame } from './turn.ts';
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
      if (passOver(turn, frame, step)) continue;
      putQuestion(turn, world, frame, step);
      return null;
    }
    if ('do' in step) return callFor(turn, world, frame, step);
    if ('say' in step) {
      for (const key of [step.say].flat()) speak(turn, world, { key: `${frame.flow}:${key}` });
      follow(turn, frame, step.next, 'next');
    } else if ('when' in step) decide(turn, world, frame, step);
    else if ('go' in step) {
      leaveBy(turn, frame, 'next');
      turn.conversation.frames.pop();
      openFlow(turn, world, step.go);
    } else if ('call' in step) {
      follow(turn, frame, step.next, 'next');
      openFlow(turn, world, step.call);
    } else if ('redo' in step) redo(turn, world, frame, step.redo);
    else {
      leaveBy(turn, frame, 'next');
      if ('resume' in step) resume(turn, world, frame, step.resume);
      else turn.conversation.frames.pop();
    }
  }
}

/** The name an answer is kept under. */
export function savedAs(frame: { step: string }, step: AskStep): string {
  return step.save ?? frame.step;
}

/** Takes an answer and moves on. */
export function take(turn: Turn, frame: Frame, step: AskStep, answer: Frame['answers'][string]): void {
  const answered = frame.step;
  const outcome = outcomeOf(answer.value);
  if (!follow(turn, frame, step.next, outcome))
    throw new FlowFault(`${frame.flow}.${answered} leads nowhere for ${outcome}`);
  frame.answers[savedAs({ step: answered }, step)] = answer;
  frame.trail = [...frame.trail.filter((one) => one !== answered), answered];
  frame.misses = 0;
  frame.confirming = null;
}

/** While one answer is corrected, questions answered already are not put again; the next action ends that. */
function passOver(turn: Turn, frame: Frame, step: AskStep): boolean {
  const answer = frame.answers[savedAs(frame, step)];
  if (!frame.correcting || !answer || !frame.trail.includes(frame.step)) return false;
  return follow(turn, frame, step.next, outcomeOf(answer.value));
}

function decide(turn: Turn, world: World, frame: Frame, step: WhenStep): void {
  const values: Values = known(turn, world);
  const chosen = step.when.findIndex((rule) => holds(rule.if, (name) => values[name]));
  leaveBy(turn, frame, chosen < 0 ? 'otherwise' : conditionEdge(chosen));
  frame.step = step.when[chosen]?.go ?? step.otherwise;
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

function redo(turn: Turn, world: World, frame: Frame, variable: string): void {
  const wanted = frame.answers[variable]?.value;
  const { flow } = stand(world, frame);
  const step = typeof wanted === 'string' ? flow.steps[wanted] : undefined;
  if (typeof wanted !== 'string' || !step || !('ask' in step))
    throw new FlowFault(`${frame.flow} cannot ask ${String(wanted)} again`);
  leaveBy(turn, frame, 'next');
  const saved = savedAs({ step: wanted }, step);
  delete frame.answers[variable];
  // Two questions may save the same answer (which municipality, then which one of that name): both are open again.
  frame.trail = frame.trail.filter((name) => nameSaved(flow, name) !== saved);
  frame.step = wanted;
  frame.correcting = true;
}

function nameSaved(flow: Flow, name: string): string | null {
  const step = flow.steps[name];
  return step && isAsk(step) ? savedAs({ step: name }, step) : null;
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
