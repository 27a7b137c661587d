import type { Call, Values } from './conversation.ts';
import type { AskStep } from './definition.ts';
import { openAside, speak, stand, topFrame } from './turn.ts';
import type { Turn, World } from './world.ts';

export type Heard = { kind: 'call'; call: Call } | { kind: 'handled' } | { kind: 'none' };

/** A message taken as a question or a wish: answered, followed into a flow, or not understood. */
export function hearWish(turn: Turn, world: World, said: string): Heard {
  if (bareAnswer(world, said, turn.now) !== null) return { kind: 'none' };
  const wish = world.understand(said);
  const [first] = wish.kind === 'none' ? [] : wish.intents;
  if (wish.kind === 'answer' && first) {
    const flow = world.flows.house.intents[first];
    if (flow) return follow(turn, world, flow);
    return {
      kind: 'call',
      call: askHost(turn, { kind: 'answer', intents: wish.intents, place: wish.place, said }),
    };
  }
  if (!expectsQuestions(turn, world)) return { kind: 'none' };
  const intents = wish.kind === 'offer' ? wish.intents : [];
  const place = wish.kind === 'offer' ? wish.place : null;
  return { kind: 'call', call: askHost(turn, { kind: wish.kind, intents, place, said }) };
}

/** A yes or no on its own, which asks for nothing: "no" is not a wish to get no more messages. */
export function bareAnswer(world: World, said: string, now: Date): boolean | null {
  if (/\s/.test(said.trim())) return null;
  const step: AskStep = { ask: 'yes-no', text: 'bare', next: 'bare' };
  const reading = world.readers['yes-no'](said, { step, options: [], now });
  return reading.kind === 'understood' ? reading.value === true : null;
}

/** The action that answers from the programme's text; the flow under way goes on afterwards. */
export function askHost(turn: Turn, input: Values): Call {
  turn.pending = { kind: 'question' };
  return { action: 'answer-question', key: `${turn.id}.${turn.calls++}`, input };
}

/** A greeting in the middle of a question is returned; other wishes open their flow on top of it. */
function follow(turn: Turn, world: World, flow: string): Heard {
  const frame = topFrame(turn);
  if (flow === world.flows.house.start && frame) {
    if (frame.flow !== flow && frame.flow !== world.flows.house.resume)
      speak(turn, world, { key: 'common:here-i-am' });
  } else openAside(turn, world, flow);
  return { kind: 'handled' };
}

function expectsQuestions(turn: Turn, world: World): boolean {
  const frame = topFrame(turn);
  return !frame || stand(world, frame).flow.open;
}
