import type { Choice } from '../domain/message.ts';
import type { Frame } from './conversation.ts';
import { type AskStep, type Row, rowSchema } from './definition.ts';
import { encode } from './payload.ts';
import { questionOf, speak, textOf } from './turn.ts';
import type { Turn, World } from './world.ts';

/** Misses after which a person is offered, and after which one is called without asking. */
export const OFFER_PERSON_AT = 3;
export const CALL_PERSON_AT = 5;

const YES_NO = ['yes', 'no'];

/** Puts the question of a step: plainly, then with an example, then with buttons, then with a person to talk to. */
export function putQuestion(turn: Turn, world: World, frame: Frame, step: AskStep): void {
  const label = { listLabel: textOf(turn, world, 'common:list-label') };
  if (frame.confirming) {
    const shown = describe(turn, world, frame, step);
    const text = { key: 'common:confirm', params: { shown } };
    speak(turn, world, text, { choices: yesNo(turn, world, frame), ...label });
    return;
  }
  const text = { key: `${frame.flow}:${step.text}.${wordingOf(turn, world, frame, step)}` };
  const choices = choicesFor(turn, world, frame, step);
  speak(turn, world, text, choices.length > 0 ? { choices, ...label } : undefined);
}

/** A long question that is only put again, after something else was answered, may have a short `remind`. */
function wordingOf(turn: Turn, world: World, frame: Frame, step: AskStep): 'ask' | 'again' | 'remind' {
  if (frame.misses > 0) return 'again';
  const { conversation, open } = turn;
  const short = world.texts.has(conversation.locale, `${frame.flow}:${step.text}.remind`);
  return short && open === questionOf(conversation) ? 'remind' : 'ask';
}

/** What can be tapped at this question now, in the order shown: a typed "2" means the second. */
export function choicesFor(turn: Turn, world: World, frame: Frame, step: AskStep): Choice[] {
  if (frame.confirming) return yesNo(turn, world, frame);
  if (frame.misses >= OFFER_PERSON_AT && !isTapped(step)) return wayOut(turn, world);
  if (step.ask === 'yes-no') return yesNo(turn, world, frame);
  if (step.ask === 'pick')
    return rowsFor(frame, step).map((row) => ({ ...row, id: optionPayload(frame, row.id) }));
  const ids = step.options ?? (frame.misses >= 2 && step.help ? Object.keys(step.help) : []);
  return ids.map((id) => optionChoice(turn, world, { frame, step, id }));
}

function isTapped({ ask, options }: AskStep): boolean {
  return options !== undefined || ask === 'yes-no' || ask === 'pick';
}

/** The rows an action gave for this question; anything else in the list is passed over. */
export function rowsFor(frame: Frame, step: AskStep): Row[] {
  const list = frame.values[step.from ?? ''];
  if (!Array.isArray(list)) return [];
  return list.flatMap((row) => rowSchema.safeParse(row).data ?? []);
}

export function wayOut(turn: Turn, world: World): Choice[] {
  return (['human', 'back', 'menu'] as const).map((command) => ({
    id: encode({ kind: 'command', command }),
    title: textOf(turn, world, `common:buttons.${command}`),
  }));
}

function optionChoice(turn: Turn, world: World, at: { frame: Frame; step: AskStep; id: string }): Choice {
  const { frame, step, id } = at;
  const base = `${frame.flow}:${step.text}`;
  const described = world.texts.has(turn.conversation.locale, `${base}.descriptions.${id}`);
  return {
    id: optionPayload(frame, id),
    title: textOf(turn, world, `${base}.options.${id}`),
    ...(described && { description: textOf(turn, world, `${base}.descriptions.${id}`) }),
  };
}

function yesNo(turn: Turn, world: World, frame: Frame): Choice[] {
  return YES_NO.map((id) => ({ id: optionPayload(frame, id), title: textOf(turn, world, `common:${id}`) }));
}

function optionPayload(frame: Frame, option: string): string {
  return encode({ kind: 'option', flow: frame.flow, version: frame.version, step: frame.step, option });
}

/** The vague answer in words: "unos 18 meses", or the option's own title. */
function describe(turn: Turn, world: World, frame: Frame, step: AskStep): string {
  const value = frame.confirming?.value ?? null;
  const base = `${frame.flow}:${step.text}.options.`;
  if (typeof value === 'string' && world.texts.has(turn.conversation.locale, base + value))
    return textOf(turn, world, base + value);
  if (step.ask === 'duration' && typeof value === 'number' && value > 0 && value % 12 === 0)
    return textOf(turn, world, 'common:shown.years', { count: value / 12 });
  if (typeof value === 'string' || typeof value === 'number')
    return textOf(turn, world, `common:shown.${shownAs(step)}`, { value, count: value });
  if (value && typeof value === 'object' && !Array.isArray(value) && 'min' in value)
    return textOf(turn, world, `common:shown.${shownAs(step)}-range`, value);
  return frame.confirming?.said ?? '';
}

function shownAs(step: AskStep): string {
  return step.ask === 'duration' || step.ask === 'people' ? step.ask : 'plain';
}
