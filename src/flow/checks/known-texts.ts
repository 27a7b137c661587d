import { COMMANDS } from '../commands.ts';
import type { Step } from '../definition.ts';
import type { Finding, Rule } from './rule.ts';

/** Every text that a step says, and every text the engine says by itself, is there in every language. */
export const knownTexts: Rule = ({ flows, texts, locales }) => {
  const wanted = [
    ...ENGINE_TEXTS.map((key) => ({ flow: 'common', step: null, key })),
    ...flows.flatMap(({ flow, steps }) =>
      Object.entries(steps).flatMap(([step, definition]) =>
        textsOf(definition).map((key) => ({ flow, step, key: `${flow}:${key}` })),
      ),
    ),
  ];
  return locales.flatMap((locale) =>
    wanted
      .filter(({ key }) => !texts.has(locale, key))
      .map(({ flow, step, key }): Finding => {
        const [file = flow, path = ''] = key.split(':');
        const advice = `Write it in locales/${locale}/${file}.json under ${path}.`;
        return {
          rule: 'known-texts',
          flow,
          step,
          message: `the text ${path} is missing in "${locale}"`,
          advice,
        };
      }),
  );
};

function textsOf(step: Step): string[] {
  if ('say' in step) return [step.say].flat();
  if (!('ask' in step)) return [];
  const ids = [...(step.options ?? []), ...Object.keys(step.help ?? {})];
  return [
    `${step.text}.ask`,
    `${step.text}.again`,
    ...(step.range ? [`${step.text}.range`] : []),
    ...ids.map((id) => `${step.text}.options.${id}`),
  ];
}

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
    'unknown-button',
  ],
  ...['anything-else', 'location', 'unsupported', 'late', 'safe-sentence'],
  ...['audio', 'image', 'video', 'sticker', 'document', 'contact-card'].map((media) => `media.${media}`),
  ...['menu', 'human', 'back', 'continue', 'suggest'].map((command) => `buttons.${command}`),
  ...['plain', 'plain-range', 'people', 'people-range', 'duration', 'duration-range', 'years'].map(
    (kind) => `shown.${kind}`,
  ),
].map((key) => (key.includes(':') ? key : `common:${key}`));
