/** Something to tap under a message. */
export type BubbleChoice = { id: string; title: string; description?: string };

/** A message as a person reads it on the phone. */
export type Bubble = {
  sid: string;
  kind: 'text' | 'buttons' | 'list' | 'template';
  text: string;
  choices: BubbleChoice[];
  /** What opens a list. */
  label: string | null;
  at: Date;
  /** All of it as one text, for a transcript. */
  screen: string;
};

export type Looks = Pick<Bubble, 'kind' | 'text' | 'choices' | 'label'>;

/** The bubble in one text, for a transcript: `¿Seguimos?  [Sí] [No]`. */
export function screen({ text, choices, label }: Looks): string {
  if (choices.length === 0) return text;
  const titles = choices.map(({ title, description }) => (description ? `${title} — ${description}` : title));
  const buttons = titles.map((title) => `[${title}]`).join(' ');
  return `${text}\n${label ? `${label}: ` : ''}${buttons}`;
}

/** WhatsApp's limits for what is not an approved template; null when it would show it so. */
export function brokenLimit({ kind, text, choices, label }: Looks): string | null {
  if (kind === 'text' || kind === 'template') return null;
  const titles = new Set(choices.map(({ title }) => title));
  const ids = new Set(choices.map(({ id }) => id));
  const list = kind === 'list';
  if (count(text) > 1024) return 'body';
  if (choices.length < 1 || choices.length > (list ? 10 : 3)) return 'number of choices';
  if (titles.size < choices.length || ids.size < choices.length) return 'repeated choice';
  if (choices.some(({ title }) => count(title) < 1 || count(title) > (list ? 24 : 20))) return 'title';
  if (choices.some(({ id }) => count(id) < 1 || count(id) > 200)) return 'id';
  if (choices.some(({ description }) => count(description ?? '') > 72)) return 'description';
  if (list && (count(label ?? '') < 1 || count(label ?? '') > 20)) return 'label';
  return null;
}

export function count(text: string): number {
  return [...text].length;
}
