import { type Flow, isAsk } from '../definition.ts';
import { savedAs } from '../walk.ts';
import type { Checked } from './rule.ts';

/** A value nothing is known about may be a name, a place or a title: rarely longer than this. */
const UNKNOWN = 'x'.repeat(40);

/** A text with the longest values that what it shows can have. */
export function longest(checked: Checked, locale: string, at: { key: string; flow?: Flow }): string {
  const { key, flow } = at;
  const raw = checked.texts.raw(locale, key);
  if (!raw.includes('{{')) return raw;
  const values = { ...checked.facts, ...(flow && longestValues(checked, locale, flow)) };
  return raw.replace(/\{\{\s*([\w.]+)[^}]*\}\}/g, (_braces, name: string) => values[name] ?? UNKNOWN);
}

function longestValues({ actions, texts }: Checked, locale: string, flow: Flow): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, step] of Object.entries(flow.steps)) {
    if (isAsk(step)) values[savedAs({ step: name }, step)] = UNKNOWN;
    if (!('do' in step)) continue;
    for (const [value, of] of Object.entries(actions[step.do]?.gives ?? {}))
      values[value] = of(texts, locale);
  }
  return values;
}
