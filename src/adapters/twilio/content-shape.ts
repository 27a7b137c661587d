import { createHash } from 'node:crypto';
import type { Choice } from '../../domain/message.ts';
import type { Presentation } from '../../domain/presentation.ts';
import { tidyVariable } from './variable.ts';

export type Interactive = Extract<Presentation, { kind: 'buttons' | 'list' }>;

/** What Twilio stores once: placeholders where the words go, so that one resource serves every message that looks so. */
export type ContentDefinition = {
  friendly_name: string;
  language: string;
  variables: Record<string, string>;
  types: Record<string, unknown>;
};

export type ContentShape = {
  hash: string;
  definition: ContentDefinition;
  variables: Record<string, string>;
  /** The body as Twilio renders it. */
  body: string;
};

/** Twilio's limit for one template (content/using-variables-with-content-api). */
const MAX_VARIABLES = 100;

// Never approved by Meta, so the language decides nothing; Twilio demands one.
const LANGUAGE = 'es';

/** The shape of a message and the words that fill it; null when Twilio would not take them so. */
export function contentShape(looks: Interactive): ContentShape | null {
  const slots = new Slots();
  const lines = looks.text.split(/\r?\n/).map(tidyVariable);
  // A value may hold no newline, so the body's lines are part of the shape.
  const body = lines.map((line) => (line === '' ? '' : slots.add(line, 'text'))).join('\n');
  const types = looks.kind === 'buttons' ? quickReply(looks, body, slots) : listPicker(looks, body, slots);

  const titles = new Set(looks.choices.map((choice) => tidyVariable(choice.title)));
  const ids = new Set(looks.choices.map((choice) => choice.id));
  const distinct = titles.size === looks.choices.length && ids.size === looks.choices.length;
  if (!distinct || slots.hasEmpty || slots.count > MAX_VARIABLES || body.trim() === '') return null;

  const hash = createHash('sha256')
    .update(JSON.stringify([LANGUAGE, types]))
    .digest('hex');
  const definition = {
    friendly_name: `${looks.kind} ${hash.slice(0, 12)}`,
    language: LANGUAGE,
    variables: slots.samples,
    types,
  };
  return { hash, definition, variables: slots.values, body: lines.join('\n') };
}

function quickReply({ choices }: Interactive, body: string, slots: Slots): Record<string, unknown> {
  const actions = choices.map(({ id, title }) => ({
    title: slots.add(title, 'title'),
    id: slots.add(id, 'id'),
  }));
  return { 'twilio/quick-reply': { body, actions } };
}

function listPicker(looks: Interactive, body: string, slots: Slots): Record<string, unknown> {
  const button = slots.add(looks.kind === 'list' ? looks.label : '', 'label');
  const items = looks.choices.map(({ id, title, description }: Choice) => ({
    item: slots.add(title, 'title'),
    id: slots.add(id, 'id'),
    ...(description ? { description: slots.add(description, 'description') } : {}),
  }));
  return { 'twilio/list-picker': { body, button, items } };
}

/** Numbered placeholders and what fills them. */
class Slots {
  readonly values: Record<string, string> = {};
  readonly samples: Record<string, string> = {};
  count = 0;
  hasEmpty = false;

  add(value: string, sample: string): string {
    this.count += 1;
    const tidied = tidyVariable(value);
    if (tidied === '') this.hasEmpty = true;
    this.values[this.count] = tidied;
    this.samples[this.count] = sample;
    return `{{${this.count}}}`;
  }
}
