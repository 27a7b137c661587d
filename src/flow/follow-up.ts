import type { Choice } from '../domain/message.ts';
import { encode, type Payload } from './payload.ts';
import { textOf } from './turn.ts';
import type { ActionResult, Turn, World } from './world.ts';

/** What is offered when nothing else is under way: never a dead end, and not what was just left or done. */
export function followUps(turn: Turn, world: World): Choice[] {
  const { suggest, commands } = world.flows.house;
  const been = new Set(turn.path.map(({ flow }) => flow));
  const [left] = Object.keys(turn.conversation.parked);
  const offered: { payload: Payload; wording: string }[] = [
    ...(left ? [command('continue')] : []),
    ...(left || been.has(suggest)
      ? []
      : [{ payload: { kind: 'flow' as const, flow: suggest }, wording: 'suggest' }]),
    command('menu'),
    ...(been.has(commands.human) ? [] : [command('human')]),
  ];
  return offered.map(({ payload, wording }) => ({
    id: encode(payload),
    title: textOf(turn, world, `common:buttons.${wording}`),
  }));
}

function command(name: 'continue' | 'menu' | 'human'): { payload: Payload; wording: string } {
  return { payload: { kind: 'command', command: name }, wording: name };
}

/** What WhatsApp shows as buttons; a fourth would hide them all in a list, and the menu is offered in words too. */
const BUTTONS = 3;

/** "¿Pregunta por …?": the entries an answer was unsure between, and the menu where there is room. */
export function offerChoices(turn: Turn, world: World, result: ActionResult): Choice[] {
  const offers = result.values?.offers;
  if (!Array.isArray(offers) || offers.length === 0) return [];
  const intents = offers.filter((offer) => typeof offer === 'string').slice(0, BUTTONS);
  const menu = {
    id: encode({ kind: 'command', command: 'menu' }),
    title: textOf(turn, world, 'common:buttons.menu'),
  };
  const entries = intents.map((intent) => ({
    id: encode({ kind: 'intent', intent }),
    title: textOf(turn, world, `faq:title.${intent}`),
  }));
  return [...entries, menu].slice(0, BUTTONS);
}
