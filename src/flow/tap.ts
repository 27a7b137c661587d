import type { About } from '../domain/records.ts';
import { confirmed } from './answer.ts';
import { type Command, isCommand } from './commands.ts';
import type { Call, Frame, Json } from './conversation.ts';
import { type AskStep, type Flow, isAsk, target } from './definition.ts';
import { decode, type Payload } from './payload.ts';
import { rowsFor } from './question.ts';
import { openFlow, openNotice, park, speak, stand, topFrame } from './turn.ts';
import { savedAs, take } from './walk.ts';
import { askHost } from './wish.ts';
import type { Turn, World } from './world.ts';

type Option = Extract<Payload, { kind: 'option' }>;

/** A button or list row tapped, this turn's or an old one; `run` carries out a command. */
export function hearTap(
  turn: Turn,
  world: World,
  tap: { payload: string; title: string; about: About | null; run: (command: Command) => void },
): Call | null {
  const payload = decode(tap.payload);
  if (payload?.kind === 'command' && isCommand(payload.command)) tap.run(payload.command);
  else if (payload?.kind === 'flow' && opensByTap(world, payload.flow)) {
    park(turn, world);
    openFlow(turn, world, payload.flow);
  } else if (payload?.kind === 'intent' && isTopic(turn, world, payload.intent)) {
    return askHost(turn, { kind: 'chosen', intents: [payload.intent], place: null, said: tap.title });
  } else if (payload?.kind === 'notice' && isNotice(world, payload)) {
    const known = tap.about?.flow === payload.flow ? tap.about.subject : null;
    openNotice(turn, world, { ...payload, subject: payload.subject ?? known });
  } else if (payload?.kind === 'option') hearOption(turn, world, payload, tap.title);
  else speak(turn, world, { key: 'common:unknown-button' });
  return null;
}

/** A payload may be old or made up: only what is there now is opened or answered. */
function opensByTap({ flows }: World, flow: string): boolean {
  return flow !== flows.house.resume && flows.current(flow) !== undefined;
}

function isNotice({ flows }: World, { flow, option }: { flow: string; option: string }): boolean {
  return flows.house.notices[flow]?.includes(option) === true && flows.current(flow) !== undefined;
}

function isTopic(turn: Turn, { texts }: World, intent: string): boolean {
  return texts.has(turn.conversation.locale, `faq:answer.${intent}`);
}

function hearOption(turn: Turn, world: World, option: Option, title: string): void {
  const frame = topFrame(turn);
  if (frame && isAt(frame, option) && answerHere(turn, world, { frame, option, title })) return;
  if (frame && frame.flow === option.flow && answerAgain(turn, world, frame, option, title)) return;
  const parked = turn.conversation.parked[option.flow];
  if (parked && isAt(parked, option) && answerHere(turn, world, { frame: parked, option, title })) {
    park(turn, world);
    delete turn.conversation.parked[option.flow];
    turn.conversation.frames.push(parked);
    return;
  }
  if (option.flow === world.flows.house.start && answerAtStart(turn, world, option, title)) return;
  if (leadElsewhere(turn, world, option) || lookAnew(turn, world, option)) return;
  speak(turn, world, { key: isSameAgain(frame, option) ? 'common:same-button' : 'common:old-button' });
}

/** The second tap of somebody who was in doubt about the first: it was heard. */
function isSameAgain(frame: Frame | undefined, { flow, step, option }: Option): boolean {
  return frame?.flow === flow && frame.trail.includes(step) && frame.answers[step]?.value === option;
}

function isAt(frame: Frame, option: Option): boolean {
  return frame.flow === option.flow && frame.step === option.step;
}

/** The question stands open: the tap answers it, if it is one of its options. */
function answerHere(turn: Turn, world: World, tap: { frame: Frame; option: Option; title: string }): boolean {
  const { frame, option, title } = tap;
  const { step } = stand(world, frame);
  if (!isAsk(step)) return false;
  if (frame.confirming && (option.option === 'yes' || option.option === 'no')) {
    confirmed(turn, frame, step, option.option === 'yes');
    return true;
  }
  const value = optionValue(frame, step, option.option);
  if (value === undefined) return false;
  take(turn, frame, step, { said: title, value });
  return true;
}

/** A question answered before in this flow: the new tap replaces the answer; the same tap twice changes nothing. */
function answerAgain(turn: Turn, world: World, frame: Frame, option: Option, title: string): boolean {
  const { flow } = stand(world, frame);
  const step = flow.steps[option.step];
  if (!step || !isAsk(step) || !frame.trail.includes(option.step)) return false;
  const value = optionValue(frame, step, option.option);
  const name = savedAs({ step: option.step }, step);
  if (value === undefined) return false;
  if (leadsAnew(flow, step)) {
    frame.step = option.step;
    take(turn, frame, step, { said: title, value });
    return true;
  }
  if (typeof step.next !== 'string') return false;
  if (JSON.stringify(frame.answers[name]?.value) === JSON.stringify(value)) return true;
  frame.answers[name] = { said: title, value };
  speak(turn, world, { key: 'common:changed' });
  return true;
}

/** What follows depends on the very answer: it is gone through again. */
function leadsAnew(flow: Flow, step: AskStep): boolean {
  if (step.ask === 'pick') return true;
  const following = typeof step.next === 'string' ? flow.steps[step.next] : undefined;
  return following !== undefined && 'redo' in following;
}

/** Buttons of the menu hold for ever. */
function answerAtStart(turn: Turn, world: World, option: Option, title: string): boolean {
  const menu = world.flows.current(option.flow);
  const step = menu?.steps[option.step];
  if (!menu || !step || !isAsk(step) || !step.options?.includes(option.option)) return false;
  park(turn, world);
  openFlow(turn, world, option.flow);
  const frame = topFrame(turn);
  if (!frame) return false;
  frame.step = option.step;
  return answerHere(turn, world, { frame, option, title });
}

/** A row of a list that is gone (a time of yesterday's): its flow looks again what there is now. */
function lookAnew(turn: Turn, world: World, option: Option): boolean {
  const step = world.flows.current(option.flow)?.steps[option.step];
  if (!step || !isAsk(step) || step.ask !== 'pick') return false;
  if (topFrame(turn)?.flow === option.flow) turn.conversation.frames.pop();
  else park(turn, world);
  speak(turn, world, { key: 'common:old-row' });
  openFlow(turn, world, option.flow);
  return true;
}

/** An old button that only leads to another flow ("Menú", "Ver si cumplo") leads there still. */
function leadElsewhere(turn: Turn, world: World, option: Option): boolean {
  const steps = world.flows.current(option.flow)?.steps ?? {};
  const asked = steps[option.step];
  if (!asked || !isAsk(asked) || !asked.options?.includes(option.option)) return false;
  const step = steps[target(asked.next, option.option) ?? ''];
  if (!step || !('go' in step)) return false;
  park(turn, world);
  openFlow(turn, world, step.go);
  return true;
}

/** What an option stands for; undefined when the step has no such option. */
function optionValue(frame: Frame, step: AskStep, option: string): Json | undefined {
  if (step.ask === 'yes-no') return option === 'yes' ? true : option === 'no' ? false : undefined;
  if (step.options) return step.options.includes(option) ? option : undefined;
  if (step.ask === 'pick') return rowsFor(frame, step).find(({ id }) => id === option)?.id;
  return step.help && Object.hasOwn(step.help, option) ? step.help[option] : undefined;
}
