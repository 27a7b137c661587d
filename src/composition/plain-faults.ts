import { LocaleFault } from '../adapters/i18next/texts.ts';
import { SettingFault } from '../config.ts';
import { PortFault } from '../http/listen.ts';
import { ScriptFault } from './script.ts';

const PLAIN = [SettingFault, ScriptFault, LocaleFault, PortFault];

/** What the person at the keyboard can mend is said plainly; anything else shows its stack. */
export function explain(error: unknown): unknown {
  return error instanceof Error && PLAIN.some((kind) => error instanceof kind) ? error.message : error;
}
