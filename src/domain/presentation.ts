import type { Choice, OutboundContent } from './message.ts';

/** WhatsApp's limits, as Twilio documents them (content types quick-reply, list-picker; error 21617). */
export const LIMITS = {
  text: 1600,
  interactiveBody: 1024,
  buttons: 3,
  buttonTitle: 20,
  rows: 10,
  rowTitle: 24,
  rowDescription: 72,
  listLabel: 20,
  payload: 200,
} as const;

/** How a message will look on the phone. */
export type Presentation =
  | { kind: 'text'; text: string }
  | { kind: 'buttons'; text: string; choices: Choice[] }
  | { kind: 'list'; text: string; choices: Choice[]; label: string }
  | { kind: 'template'; template: string; locale: string; variables: Record<string, string> };

/** Steps down from buttons to a list to numbered text, as far as the limits demand. */
export function present(content: OutboundContent): Presentation {
  if (content.kind === 'notice') return present(content.free);
  if (content.kind !== 'choices') return content;
  const { text, choices, listLabel } = content;
  if (fitsButtons(text, choices)) return { kind: 'buttons', text, choices };
  if (fitsList(text, choices, listLabel)) return { kind: 'list', text, choices, label: listLabel };
  return { kind: 'text', text: numbered(text, choices) };
}

/** The same question for a channel that refused buttons: "1. Local" and so on. */
export function numbered(text: string, choices: Choice[]): string {
  const lines = choices.map((choice, index) => `${index + 1}. ${choice.title}`);
  return `${text}\n\n${lines.join('\n')}`;
}

/** Characters as a person counts them, so that an emoji is one. */
export function length(text: string): number {
  return [...text].length;
}

function fitsButtons(text: string, choices: Choice[]): boolean {
  return (
    length(text) <= LIMITS.interactiveBody &&
    choices.length <= LIMITS.buttons &&
    choices.every(
      (choice) =>
        length(choice.title) <= LIMITS.buttonTitle &&
        !choice.description &&
        choice.id.length <= LIMITS.payload,
    )
  );
}

function fitsList(text: string, choices: Choice[], label: string): boolean {
  return (
    length(text) <= LIMITS.interactiveBody &&
    length(label) <= LIMITS.listLabel &&
    choices.length <= LIMITS.rows &&
    choices.every(
      (choice) =>
        length(choice.title) <= LIMITS.rowTitle &&
        length(choice.description ?? '') <= LIMITS.rowDescription &&
        choice.id.length <= LIMITS.payload,
    )
  );
}
