import type { Flow, House } from '../definition.ts';
import type { Texts } from '../world.ts';

/** A fault in a flow: where it is, what is wrong, what to do. */
export type Finding = { rule: string; flow: string; step: string | null; message: string; advice: string };

export type Checked = {
  house: House;
  flows: Flow[];
  actions: readonly string[];
  texts: Texts;
  locales: readonly string[];
};

export type Rule = (checked: Checked) => Finding[];
