import type { Choice } from '../domain/message.ts';
import { encode } from './payload.ts';
import { textOf } from './turn.ts';
import type { ActionResult, Turn, World } from './world.ts';

/** What is offered when nothing else is under way: never a dead end. */
export function followUps(turn: Turn, world: World): Choice[] {
  const [left] = Object.keys(turn.conversation.parked);
  const suggested = encode({ kind: 'flow', flow: world.flows.house.suggest });
  const [first, wording] = left
    ? [encode({ kind: 'command', command: 'continue' }), 'continue']
    : [suggested, 'suggest'];
  return [
    { id: first, title: textOf(turn, world, `common:buttons.${wording}`) },
    ...(['menu', 'human'] as const).map((command) => ({
      id: encode({ kind: 'command', command }),
      title: textOf(turn, world, `common:buttons.${command}`),
    })),
  ];
}

/** "¿Pregunta por …?": the entries an answer was unsure between, and a way out. */
export function offerChoices(turn: Turn, world: World, result: ActionResult): Choice[] {
  const offers = result.values?.offers;
  if (!Array.isArray(offers) || offers.length === 0) return [];
  const intents = offers.filter((offer) => typeof offer === 'string').slice(0, 2);
  return [
    ...intents.map((intent) => ({
      id: encode({ kind: 'intent', intent }),
      title: textOf(turn, world, `faq:title.${intent}`),
    })),
    { id: encode({ kind: 'command', command: 'menu' }), title: textOf(turn, world, 'common:buttons.menu') },
  ];
}
