import type { Choice } from '../domain/message.ts';
import { type AskStep, isAsk } from './definition.ts';
import { encode } from './payload.ts';
import { choicesFor } from './question.ts';
import { stand, textOf, topFrame } from './turn.ts';
import type { OpenNotice, Turn, World } from './world.ts';

/** A typed answer where a message of our own may be meant. */
export type NoticeAnswer =
  | { kind: 'none' }
  | { kind: 'taps'; choice: Choice }
  /** It would answer the flow's open question too: the contact says which is meant. */
  | { kind: 'either'; choices: Choice[] };

export function answerToNotice(
  turn: Turn,
  world: World,
  heard: { said: string; notice: OpenNotice | null },
): NoticeAnswer {
  const { said, notice } = heard;
  const choice = notice && choiceIn(world, turn, { said, choices: notice.choices });
  if (!choice) return { kind: 'none' };
  if (notice.replied || !answersQuestion(turn, world, said)) return { kind: 'taps', choice };
  const question = textOf(turn, world, 'common:buttons.question');
  return {
    kind: 'either',
    choices: [choice, { id: encode({ kind: 'command', command: 'continue' }), title: question }],
  };
}

function choiceIn(
  world: World,
  { now }: Turn,
  { said, choices }: { said: string; choices: Choice[] },
): Choice | null {
  const step: AskStep = { ask: 'choice', text: 'notice', next: 'notice' };
  const reading = world.readers.choice(said, { step, options: choices, now });
  return (reading.kind === 'understood' && choices.find(({ id }) => id === reading.value)) || null;
}

function answersQuestion(turn: Turn, world: World, said: string): boolean {
  const frame = topFrame(turn);
  const step = frame && stand(world, frame).step;
  if (!frame || !step || !isAsk(step)) return false;
  const reading = world.readers[step.ask](said, {
    step,
    options: choicesFor(turn, world, frame, step),
    now: turn.now,
  });
  return reading.kind === 'understood';
}
