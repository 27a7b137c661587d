import type { Flow, House } from '../definition.ts';
import type { Texts, World } from '../world.ts';
import type { ActionSignature } from './action-signature.ts';
import type { Said } from './retell.ts';

/** What is wrong: where (a step, or a text in one language), and what to do about it. */
export type Fault = {
  flow: string;
  step: string | null;
  text?: { locale: string; key: string };
  message: string;
  advice: string;
  /** The shortest conversation that shows it. */
  conversation?: Said[];
};

/** An error stops the start; a warning is only told. */
export type Severity = 'error' | 'warning';
export type Finding = Fault & { rule: string; severity: Severity };

/** The texts as they are written, besides as they are said. */
export type WrittenTexts = Texts & {
  keys(locale: string): string[];
  raw(locale: string, key: string): string;
};

export type Checked = {
  house: House;
  flows: Flow[];
  actions: Record<string, ActionSignature>;
  texts: WrittenTexts;
  locales: readonly string[];
  /** Facts of the house that texts may show, each as long as it may be. */
  facts: Record<string, string>;
  readers: World['readers'];
};

export type Rule = (checked: Checked) => Fault[];
