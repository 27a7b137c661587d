import type { Choice } from '../../domain/message.ts';
import { isAsk } from '../definition.ts';
import { fold } from '../fold.ts';
import { eachStep, faultAt } from './each-step.ts';
import type { Rule } from './rule.ts';

const NOW = new Date('2026-01-01T15:00:00Z');

/** Each option is found by its number and by its words, and never taken for another one. */
export const distinctOptions: Rule = ({ flows, texts, locales, readers }) =>
  eachStep(flows).flatMap((at) => {
    const { flow, step } = at;
    if (!isAsk(step) || !step.options) return [];
    return locales.flatMap((locale) => {
      const options = (step.options ?? []).map((id) => ({
        id,
        title: texts.raw(locale, `${flow.flow}:${step.text}.options.${id}`),
      }));
      const takenFor = (said: string) => {
        const worded = options.find(({ title }) => fold(title) === fold(said));
        const reading = readers[step.ask](said, { step, options, now: NOW });
        return worded?.id ?? ('value' in reading ? reading.value : null);
      };
      return options.flatMap((option, index) => {
        const other = waysToSay(option, index)
          .map((said) => ({ said, id: takenFor(said) }))
          .find(({ id }) => id !== option.id);
        if (!other) return [];
        const taken = options.find(({ id }) => id === other.id)?.title;
        const message = taken
          ? `"${other.said}" (${locale}) is taken for "${taken}", not for "${option.title}"`
          : `"${other.said}" (${locale}) is not understood as "${option.title}"`;
        return [faultAt(at, message, 'Give the two options words that differ.')];
      });
    });
  });

function waysToSay({ title }: Choice, index: number): string[] {
  return [title, title.toUpperCase(), `${title}.`, String(index + 1)];
}
