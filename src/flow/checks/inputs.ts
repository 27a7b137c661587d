import type { InboundContent } from '../../domain/message.ts';
import { COMMANDS } from '../commands.ts';
import type { Conversation } from '../conversation.ts';
import { isAsk } from '../definition.ts';
import { encode } from '../payload.ts';
import type { World } from '../world.ts';
import { SAMPLES } from './samples.ts';

/** What a contact may do: tap what was shown last, type an answer of the kind asked for, or say a word that works everywhere. */
export function inputsAt(world: World, conversation: Conversation): InboundContent[] {
  const taps = conversation.outbox.flatMap((draft) =>
    draft.kind === 'choices' ? draft.choices.map(({ id, title }) => tap(id, title)) : [],
  );
  const frame = conversation.frames.at(-1);
  const step = frame && world.flows.pinned(frame.flow, frame.version)?.steps[frame.step];
  const kind = step && isAsk(step) && !step.options ? (step.reads ?? step.ask) : null;
  const typed = kind ? SAMPLES[kind] : [];
  return [
    ...taps,
    ...(frame ? [] : noticeTaps(world)),
    ...typed.map(({ said }) => text(said)),
    ...COMMANDS.map((word) => text(spelling(world, word))),
    ...(frame ? [] : wordsOf(world)),
  ];
}

/** Buttons under messages of our own may be tapped at any time; at rest is enough to look into their flows. */
function noticeTaps({ flows }: World): InboundContent[] {
  return Object.entries(flows.house.notices).flatMap(([flow, options]) =>
    options.map((option) => tap(encode({ kind: 'notice', flow, option, subject: 'sample' }), option)),
  );
}

/** The words of flows, heard anywhere: at rest is enough to look into what they open. */
function wordsOf(world: World): InboundContent[] {
  return Object.keys(world.flows.house.words).map((word) => text(spelling(world, `words.${word}`)));
}

function spelling({ texts }: World, command: string): string {
  return texts.get('es', `commands:${command}`).split('|')[0] ?? command;
}

function text(said: string): InboundContent {
  return { kind: 'text', text: said };
}

function tap(payload: string, title: string): InboundContent {
  return { kind: 'tap', payload, title };
}
