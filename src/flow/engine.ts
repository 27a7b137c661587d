import type { Choice } from '../domain/message.ts';
import { hearAnswer } from './answer.ts';
import { runCommand } from './command.ts';
import { type Command, findCommand } from './commands.ts';
import { compose } from './compose.ts';
import type { Call, Conversation } from './conversation.ts';
import { isAsk } from './definition.ts';
import { fold } from './fold.ts';
import { followUps, offerChoices } from './follow-up.ts';
import { mend } from './mend.ts';
import { answerToNotice } from './notice-answer.ts';
import { choicesFor } from './question.ts';
import { hearTap } from './tap.ts';
import { FlowFault, follow, newTurn, openByWord, openFlow, park, speak, stand, topFrame } from './turn.ts';
import { walk } from './walk.ts';
import { bareAnswer, hearWish } from './wish.ts';
import { findWord } from './words.ts';
import type { ActionResult, Input, OpenNotice, Progress, Turn, World } from './world.ts';

/** After this long without a word a person may have forgotten the question: "¿Seguimos donde íbamos?" */
export const RESUME_AFTER_MS = 6 * 60 * 60 * 1000;

/**
 * Advances a conversation by one message. Pure: the same world, conversation and input give the same progress;
 * nothing given is changed. Throws a FlowFault where a flow itself is wrong.
 */
export function begin(world: World, before: Conversation, input: Input): Progress {
  const conversation = structuredClone(before);
  const turn = newTurn(conversation, input.turn, input.now);
  const last = conversation.lastInboundAt;
  conversation.lastInboundAt = input.now.toISOString();
  if (conversation.owner === 'human') return finish(turn);
  mend(conversation, world);
  const offers = conversation.offers;
  conversation.offers = [];
  const away = last === null ? 0 : input.now.getTime() - Date.parse(last);
  const call = hear(turn, world, { content: input.content, offers, away, notice: input.notice ?? null });
  return goOn(turn, world, call);
}

/** Goes on with the result of the action a turn stood still for. */
export function proceed(world: World, standing: Turn, result: ActionResult): Progress {
  const turn = structuredClone(standing);
  const { conversation } = turn;
  const { pending } = turn;
  turn.pending = null;
  if (result.locale) conversation.locale = result.locale;
  Object.assign(conversation.memory, result.memory);
  if (result.forget) forget(turn);
  const frame = topFrame(turn);
  if (pending?.kind === 'step' && frame) {
    Object.assign(frame.values, result.values);
    for (const ref of result.say ?? []) speak(turn, world, ref);
    const { step } = stand(world, frame);
    if ('do' in step && !follow(turn, frame, step.next, result.outcome))
      throw new FlowFault(`${frame.flow}.${frame.step} leads nowhere for ${result.outcome}`);
    return goOn(turn, world, null);
  }
  for (const ref of result.say ?? []) speak(turn, world, ref);
  const offers = offerChoices(turn, world, result);
  if (offers.length === 0) return goOn(turn, world, null);
  attach(turn, world, offers);
  return finish(turn);
}

type Heard = { content: Input['content']; offers: Choice[]; away: number; notice: OpenNotice | null };

function hear(turn: Turn, world: World, heard: Heard): Call | null {
  const { content } = heard;
  const run = (command: Command) => runCommand(turn, world, command);
  greetOnce(turn, world, content);
  const about = heard.notice?.about ?? null;
  if (content.kind === 'tap') return hearTap(turn, world, { ...content, about, run });
  if (content.kind === 'text') return hearText(turn, world, { said: content.text, ...heard });
  const frame = topFrame(turn);
  const step = frame && stand(world, frame).step;
  if (content.kind === 'location' && frame && step && isAsk(step) && step.ask === 'place' && content.label)
    return hearAnswer(turn, world, { frame, step, said: content.label });
  speak(turn, world, {
    key: content.kind === 'media' ? `common:media.${content.media}` : `common:${content.kind}`,
  });
  return null;
}

function hearText(turn: Turn, world: World, heard: Heard & { said: string }): Call | null {
  const { said, offers } = heard;
  const run = (command: Command) => runCommand(turn, world, command);
  const about = heard.notice?.about ?? null;
  const noticed = answerToNotice(turn, world, heard);
  if (noticed.kind === 'taps')
    return hearTap(turn, world, { payload: noticed.choice.id, title: said, about, run });
  if (noticed.kind === 'either') {
    speak(turn, world, { key: 'common:which-question' }, { choices: noticed.choices, listLabel: '' });
    turn.conversation.offers = noticed.choices;
    turn.asked = true;
    return null;
  }
  // The very words of a button win over a command: "español" answers the question about the language.
  const worded = pickByWords(said, openChoices(turn, world));
  const command = worded ? null : findCommand(said, world.texts, LOCALES);
  if (command) {
    run(command);
    return null;
  }
  const picked = worded ?? pick(said, offers);
  if (picked) return hearTap(turn, world, { payload: picked.id, title: picked.title, about, run });
  const word = findWord(said, world, LOCALES);
  if (word) {
    openByWord(turn, world, word);
    return null;
  }
  const back = comeBack(turn, world, heard);
  const frame = topFrame(turn);
  if (frame && !back) {
    const { step } = stand(world, frame);
    if (isAsk(step)) return hearAnswer(turn, world, { frame, step, said });
  }
  const wish = hearWish(turn, world, said);
  if (wish.kind === 'none') hearAtRest(turn, world, said);
  return wish.kind === 'call' ? wish.call : null;
}

/** "¿Le ayudo con algo más?": a yes opens the menu, a no ends it there. */
function hearAtRest(turn: Turn, world: World, said: string): void {
  if (topFrame(turn)) return;
  const more = bareAnswer(world, said, turn.now);
  if (more === true) openFlow(turn, world, world.flows.house.commands.menu);
  if (more === false) speak(turn, world, { key: 'common:nothing-to-cancel' });
}

/** Languages whose command words are always understood. */
export const LOCALES = ['es', 'en'] as const;

/** The very first words: that this is an automatic assistant, and where the privacy notice is. */
function greetOnce(turn: Turn, world: World, content: Input['content']): void {
  const { memory, frames } = turn.conversation;
  if (memory.greeted || frames.length > 0) return;
  const opensMenu = content.kind === 'text' && hasNoQuestion(world, content.text);
  if (!opensMenu) {
    speak(turn, world, { key: 'common:intro' });
    memory.greeted = true;
  }
}

function hasNoQuestion(world: World, said: string): boolean {
  const command = findCommand(said, world.texts, LOCALES);
  if (command) return command === 'menu';
  const wish = world.understand(said);
  return (
    wish.kind === 'answer' && world.flows.house.intents[wish.intents[0] ?? ''] === world.flows.house.start
  );
}

/** Someone back after hours in the middle of a flow is asked whether to go on, unless what they say is the answer. */
function comeBack(turn: Turn, world: World, heard: Heard & { said: string }): boolean {
  const frame = topFrame(turn);
  if (!frame || heard.away < RESUME_AFTER_MS) return false;
  const { flow, step } = stand(world, frame);
  if (!flow.resumable || frame.trail.length === 0 || !isAsk(step)) return false;
  const reading = world.readers[step.ask](heard.said, { step, options: [], now: turn.now });
  if (reading.kind === 'understood') return false;
  park(turn, world);
  openFlow(turn, world, frame.flow);
  return true;
}

/** What can be tapped at the question that stands open. */
function openChoices(turn: Turn, world: World): Choice[] {
  const frame = topFrame(turn);
  const step = frame && stand(world, frame).step;
  return frame && step && isAsk(step) ? choicesFor(turn, world, frame, step) : [];
}

/** "2" or the very words of what was offered last. */
function pick(said: string, offers: Choice[]): Choice | undefined {
  const words = fold(said);
  const number = /^\d{1,2}$/.test(words) ? Number(words) : 0;
  return offers[number - 1] ?? pickByWords(said, offers);
}

function pickByWords(said: string, choices: Choice[]): Choice | undefined {
  const words = fold(said);
  return choices.find((choice) => fold(choice.title) === words);
}

export function goOn(turn: Turn, world: World, call: Call | null): Progress {
  if (turn.asked) return finish(turn);
  const standing = call ?? walk(turn, world);
  if (standing) return { kind: 'acting', turn, call: standing };
  if (turn.conversation.frames.length === 0) attach(turn, world, followUps(turn, world));
  turn.conversation.memory.greeted = true;
  return finish(turn);
}

/** Puts what can be tapped under the last text, and remembers it for who types instead. */
function attach(turn: Turn, world: World, choices: Choice[]): void {
  const last = turn.spoken.at(-1);
  if (last?.choices) return;
  turn.conversation.offers = choices;
  if (last)
    Object.assign(last, {
      choices,
      listLabel: world.texts.get(turn.conversation.locale, 'common:list-label'),
    });
  else speak(turn, world, { key: 'common:anything-else' }, { choices, listLabel: '' });
}

/** What was answered elsewhere is not kept: only the flow that asked for it goes on. */
function forget(turn: Turn): void {
  turn.conversation.parked = {};
  turn.conversation.frames = turn.conversation.frames.slice(-1);
}

function finish(turn: Turn): Progress {
  const { conversation } = turn;
  const drafts = compose(turn.spoken);
  conversation.revision++;
  conversation.lastTurn = turn.id;
  conversation.outbox = drafts;
  return { kind: 'done', conversation, drafts, path: turn.path };
}
