import type { Choice } from '../domain/message.ts';
import type { Call, Frame, Json } from './conversation.ts';
import { type AskKind, type AskStep, isAsk } from './definition.ts';
import { decode } from './payload.ts';
import { CALL_PERSON_AT, choicesFor, OFFER_PERSON_AT } from './question.ts';
import { openFlow, park, speak, stand } from './turn.ts';
import { savedAs, take } from './walk.ts';
import { hearWish } from './wish.ts';
import type { Reading, Turn, World } from './world.ts';

/** A message as the answer to the question a flow stands at; what it leaves unsaid, the walk asks next. */
export function hearAnswer(
  turn: Turn,
  world: World,
  at: { frame: Frame; step: AskStep; said: string },
): Call | null {
  const { frame, step, said } = at;
  if (frame.confirming && settleConfirmation(turn, world, at)) return null;
  const reading = read(turn, world, at);
  if (reading.kind === 'understood') take(turn, frame, step, { said, value: reading.value });
  else if (reading.kind === 'confirm') frame.confirming = { said, value: reading.value };
  else if (reading.kind === 'out-of-range') {
    speak(turn, world, { key: `${frame.flow}:${step.text}.range` });
    missed(turn, world, frame, step, { said: true });
  } else return hearOther(turn, world, at);
  return null;
}

/** An answer that was not understood: asked again, each time with more help, at last by a person. */
export function missed(
  turn: Turn,
  world: World,
  frame: Frame,
  step: AskStep,
  why: { said: boolean } = { said: false },
): void {
  frame.misses++;
  if (frame.misses >= CALL_PERSON_AT) {
    park(turn, world);
    speak(turn, world, { key: 'common:calling-person' });
    openFlow(turn, world, world.flows.house.commands.human);
  } else if (frame.misses >= OFFER_PERSON_AT) speak(turn, world, { key: 'common:offer-person' });
  else if (!why.said && (step.options || step.ask === 'yes-no' || step.ask === 'pick'))
    speak(turn, world, { key: 'common:not-understood' });
}

/** Changes an answer given earlier in this flow; true when there was one to change. */
export function changeAnswer(
  turn: Turn,
  world: World,
  at: { frame: Frame; kind: AskKind; value: Json; said: string },
) {
  const { flow } = stand(world, at.frame);
  const found = Object.entries(flow.steps).find(
    ([name, step]) => isAsk(step) && step.ask === at.kind && at.frame.trail.includes(name),
  );
  if (!found || !isAsk(found[1])) return false;
  at.frame.answers[savedAs({ step: found[0] }, found[1])] = { said: at.said, value: at.value };
  speak(turn, world, { key: 'common:changed' });
  return true;
}

/** A typed yes or no to "¿Es así?"; anything else is read as a new answer. */
function settleConfirmation(
  turn: Turn,
  world: World,
  at: { frame: Frame; step: AskStep; said: string },
): boolean {
  const { frame, step, said } = at;
  const choices = choicesFor(turn, world, frame, step);
  const reading = world.readers['yes-no'](said, { step, options: choices, now: turn.now });
  if (reading.kind !== 'understood') {
    frame.confirming = null;
    return false;
  }
  confirmed(turn, frame, step, reading.value === true);
  return true;
}

export function confirmed(turn: Turn, frame: Frame, step: AskStep, yes: boolean): void {
  if (yes && frame.confirming) take(turn, frame, step, frame.confirming);
  else frame.confirming = null;
}

function read(turn: Turn, world: World, at: { frame: Frame; step: AskStep; said: string }): Reading {
  const { frame, step, said } = at;
  const options = choicesFor(turn, world, frame, step).map((choice, index) =>
    plainOption(choice, step, index),
  );
  const reading = world.readers[step.ask](said, { step, options, now: turn.now });
  if (reading.kind !== 'understood' && reading.kind !== 'confirm') return reading;
  return outOfRange(reading.value, step.range) ? { kind: 'out-of-range' } : reading;
}

/** Readers know options by their own ids, not by what a button carries. */
function plainOption(choice: Choice, step: AskStep, index: number): Choice {
  const payload = step.ask === 'pick' ? decode(choice.id) : null;
  if (payload?.kind === 'option') return { ...choice, id: payload.option };
  return { ...choice, id: step.options?.[index] ?? choice.id };
}

function outOfRange(value: Json, range: AskStep['range']): boolean {
  return range !== undefined && typeof value === 'number' && (value < range[0] || value > range[1]);
}

function hearOther(turn: Turn, world: World, at: { frame: Frame; step: AskStep; said: string }): Call | null {
  const { frame, step, said } = at;
  const correction = world.readCorrection(said, turn.now);
  if (correction && correction.ask === step.ask) {
    take(turn, frame, step, { said, value: correction.value });
    return null;
  }
  if (correction && changeAnswer(turn, world, { frame, kind: correction.ask, value: correction.value, said }))
    return null;
  const heard = hearWish(turn, world, said);
  if (heard.kind === 'call') return heard.call;
  if (heard.kind === 'none') missed(turn, world, frame, step);
  return null;
}
