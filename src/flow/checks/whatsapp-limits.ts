import { LIMITS, length } from '../../domain/presentation.ts';
import { type AskStep, type Flow, isAsk } from '../definition.ts';
import { eachStep } from './each-step.ts';
import { longest } from './longest.ts';
import type { Checked, Fault, Rule } from './rule.ts';
import { spokenBy } from './step-texts.ts';

/** Everything fits WhatsApp in every language, with the longest values it may show: buttons stay buttons, lists lists. */
export const whatsappLimits: Rule = (checked) =>
  checked.locales.flatMap((locale) => [
    ...eachStep(checked.flows).flatMap(({ flow, name, step }) => {
      const limit = isAsk(step) ? LIMITS.interactiveBody : LIMITS.text;
      const faults = [
        ...spokenBy(step).flatMap((key) =>
          tooLong(checked, { locale, flow, key: `${flow.flow}:${key}`, limit }),
        ),
        ...(isAsk(step) ? tappable(checked, locale, flow, step) : []),
      ];
      return faults.map((fault) => ({ ...fault, step: name }));
    }),
    ...alone(checked, locale),
  ]);

type Measured = { locale: string; key: string; limit: number; flow?: Flow };

function tooLong(checked: Checked, { locale, key, limit, flow }: Measured): Fault[] {
  const long = length(longest(checked, locale, { key, ...(flow && { flow }) }));
  if (long <= limit) return [];
  return [
    {
      flow: key.split(':')[0] ?? key,
      step: null,
      text: { locale, key },
      message: `it may be ${long} characters long; WhatsApp takes ${limit}`,
      advice: 'Say it in fewer words.',
    },
  ];
}

function tappable(checked: Checked, locale: string, flow: Flow, step: AskStep): Fault[] {
  const base = `${flow.flow}:${step.text}`;
  const groups = [step.options ?? [], Object.keys(step.help ?? {})];
  return groups.flatMap((ids) => {
    const described = (id: string) => checked.texts.has(locale, `${base}.descriptions.${id}`);
    const buttons = ids.length <= LIMITS.buttons && !ids.some(described);
    const limit = buttons ? LIMITS.buttonTitle : LIMITS.rowTitle;
    return ids.flatMap((id) => [
      ...tooLong(checked, { locale, flow, key: `${base}.options.${id}`, limit }),
      ...(described(id)
        ? tooLong(checked, { locale, flow, key: `${base}.descriptions.${id}`, limit: LIMITS.rowDescription })
        : []),
    ]);
  });
}

/** Texts that no step says: what the engine says by itself, and what is answered from the programme's text. */
function alone(checked: Checked, locale: string): Fault[] {
  return checked.texts.keys(locale).flatMap((key) => {
    const limit = ALONE.find(({ keys }) => keys.test(key))?.limit;
    return limit === undefined ? [] : tooLong(checked, { locale, key, limit });
  });
}

const ALONE: { keys: RegExp; limit: number }[] = [
  { keys: /^common:(?:buttons\..+|yes|no)$|^faq:title\./, limit: LIMITS.buttonTitle },
  { keys: /^common:list-label$/, limit: LIMITS.listLabel },
  { keys: /^(?:faq:(?:answer|short|place)\.|common:media\.)/, limit: LIMITS.interactiveBody },
];
