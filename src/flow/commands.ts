import { fold } from './fold.ts';
import type { Texts } from './world.ts';

/** The words that work everywhere. */
export const COMMANDS = [
  'menu',
  'back',
  'cancel',
  'human',
  'my-data',
  'opt-out',
  'language',
  'continue',
] as const;
export type Command = (typeof COMMANDS)[number];

export function isCommand(text: string): text is Command {
  return (COMMANDS as readonly string[]).includes(text);
}

/** The command a message is, word for word (accents, case and signs aside), in any language we speak. */
export function findCommand(said: string, texts: Texts, locales: readonly string[]): Command | null {
  const words = fold(said);
  if (!words) return null;
  for (const command of COMMANDS) {
    for (const locale of locales) {
      const spellings = texts.get(locale, `commands:${command}`).split('|');
      if (spellings.some((spelling) => fold(spelling) === words)) return command;
    }
  }
  return null;
}
