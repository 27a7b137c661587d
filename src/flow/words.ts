import { fold } from './fold.ts';
import type { World } from './world.ts';

/** A flow's own word, and what was said after it ("verificar ABC-123"). */
export type Word = { flow: string; rest: string };

/** Ends a spelling that something more may follow. */
const MORE = '*';

/** The flow that a message's words open, in any language we speak. */
export function findWord(
  said: string,
  { flows, texts }: Pick<World, 'flows' | 'texts'>,
  locales: readonly string[],
): Word | null {
  for (const [name, flow] of Object.entries(flows.house.words))
    for (const locale of locales)
      for (const spelling of texts.get(locale, `commands:words.${name}`).split('|')) {
        const rest = restAfter(spelling, said);
        if (rest !== null) return { flow, rest };
      }
  return null;
}

/** What follows the spelling, as it was written; null where the message is something else. */
function restAfter(spelling: string, said: string): string | null {
  const words = fold(spelling);
  if (!words) return null;
  if (fold(said) === words) return '';
  if (!spelling.endsWith(MORE) || !fold(said).startsWith(`${words} `)) return null;
  const tokens = said.trim().split(/\s+/);
  const length = tokens.findIndex((_, index) => fold(tokens.slice(0, index + 1).join(' ')) === words);
  return length < 0 ? null : tokens.slice(length + 1).join(' ');
}
