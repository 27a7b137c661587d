import { COMMANDS } from '../commands.ts';
import { eachStep } from './each-step.ts';
import type { Fault, Rule } from './rule.ts';
import { spokenBy, tappedAt } from './step-texts.ts';

/** Every text that a step says, and every text the engine says by itself, is there in every language. */
export const knownTexts: Rule = ({ house, flows, texts, locales }) => {
  const words = Object.keys(house.words).map((word) => `commands:words.${word}`);
  const wanted = [
    ...[...ENGINE_TEXTS, ...words].map((key) => ({ flow: 'common', step: null, key })),
    ...eachStep(flows).flatMap(({ flow: { flow }, name, step }) =>
      [...spokenBy(step), ...tappedAt(step)].map((key) => ({ flow, step: name, key: `${flow}:${key}` })),
    ),
  ];
  return locales.flatMap((locale) =>
    wanted
      .filter(({ key }) => !texts.has(locale, key))
      .map(({ flow, step, key }): Fault => {
        const [file = flow, path = ''] = key.split(':');
        const advice = `Write it in locales/${locale}/${file}.json under ${path}.`;
        return { flow, step, message: `the text ${path} is missing in "${locale}"`, advice };
      }),
  );
};

const ENGINE_TEXTS = [
  ...COMMANDS.map((command) => `commands:${command}`),
  ...['intro', 'yes', 'no', 'list-label', 'confirm', 'not-understood', 'offer-person', 'calling-person'],
  ...[
    'changed',
    'here-i-am',
    'cancelled',
    'nothing-to-cancel',
    'back-at-start',
    'old-button',
    'same-button',
    'old-row',
    'which-question',
    'unknown-button',
  ],
  ...['anything-else', 'location', 'unsupported', 'late', 'safe-sentence'],
  ...['audio', 'image', 'video', 'sticker', 'document', 'contact-card'].map((media) => `media.${media}`),
  ...['menu', 'human', 'back', 'continue', 'suggest', 'question'].map((command) => `buttons.${command}`),
  ...['plain', 'plain-range', 'people', 'people-range', 'duration', 'duration-range', 'years'].map(
    (kind) => `shown.${kind}`,
  ),
].map((key) => (key.includes(':') ? key : `common:${key}`));
