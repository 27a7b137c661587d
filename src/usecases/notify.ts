import type { Contact } from '../domain/contact.ts';
import type { Choice, FreeForm, Notice } from '../domain/message.ts';
import { type About, type OutboundRecord, position } from '../domain/records.ts';
import type { Values } from '../flow/conversation.ts';
import { encode } from '../flow/payload.ts';
import type { Texts } from '../flow/world.ts';
import type { NoticeBook } from './notice-book.ts';
import type { Ports } from './ports.ts';

export type Notifying = {
  ports: Pick<Ports, 'contacts' | 'outbound' | 'notices' | 'signals' | 'clock'>;
  texts: Texts;
  book: NoticeBook;
  deliver(contactId: string): Promise<void>;
};

/** A message of our own; what it says is `notices:<name>` with `params`. */
export type NewNotice = {
  /** Deterministic: written twice it is written once. */
  key: string;
  contactId: string;
  name: string;
  /** Values for its text, in the contact's language where that matters. */
  params(locale: string): Values;
  subject: string;
  purpose: 'notice' | 'broadcast';
  /** The contact asked for what it is about (a booked session): an opt-out from everything does not stop it. */
  requested?: boolean;
};

export type Notified = { kind: 'written' } | { kind: 'no-contact' } | { kind: 'opted-out' };

/** Writes one proactive message and hands it to delivery. It never moves a conversation. */
export async function notify(house: Notifying, notice: NewNotice): Promise<Notified> {
  const { ports } = house;
  const contact = await ports.contacts.get(notice.contactId);
  if (!contact) return { kind: 'no-contact' };
  if (isUnwanted(contact, notice)) return { kind: 'opted-out' };
  await ports.outbound.insertAbsent([recordOf(house, notice, contact, ports.clock())]);
  await ports.notices.announce(contact.id);
  ports.signals.changed(contact.id);
  await house.deliver(contact.id);
  return { kind: 'written' };
}

export function isUnwanted(
  { optedOut }: Pick<Contact, 'optedOut'>,
  { purpose, requested }: Pick<NewNotice, 'purpose' | 'requested'>,
): boolean {
  if (optedOut === 'everything') return requested !== true;
  return optedOut === 'invitations' && purpose === 'broadcast';
}

/** The message as it lies ready to be sent. */
export function recordOf(
  house: Pick<Notifying, 'texts' | 'book'>,
  notice: NewNotice,
  contact: Contact,
  now: Date,
): OutboundRecord {
  const { key, name, subject, purpose } = notice;
  const { flow } = house.book.get(name);
  const about: About | null = flow ? { flow, subject } : null;
  return {
    id: key,
    contactId: contact.id,
    channel: contact.channel,
    purpose,
    content: contentOf(house, notice, contact.locale),
    about,
    position: position(now, key, 0),
    answers: null,
    state: 'queued',
    attempts: 0,
    lastAttemptAt: null,
    nextAttemptAt: now,
    leaseUntil: null,
    sid: null,
    absorbs: [],
  };
}

function contentOf(
  { texts, book }: Pick<Notifying, 'texts' | 'book'>,
  notice: NewNotice,
  locale: string,
): Notice {
  const { name } = notice;
  const params = notice.params(locale);
  const { variables } = book.get(name);
  const numbered = variables.map((variable, index) => [String(index + 1), String(params[variable] ?? '')]);
  return {
    kind: 'notice',
    free: freeFormOf({ texts, book }, notice, locale),
    template: { kind: 'template', template: name, locale, variables: Object.fromEntries(numbered) },
  };
}

/** What it says inside the window, with its buttons. */
export function freeFormOf(
  { texts, book }: Pick<Notifying, 'texts' | 'book'>,
  { name, subject, params }: Pick<NewNotice, 'name' | 'subject' | 'params'>,
  locale: string,
): FreeForm {
  const { options, flow } = book.get(name);
  const text = texts.get(locale, `notices:${name}.text`, params(locale));
  const choices = options.map((option): Choice => {
    const id = encode({ kind: 'notice', flow: flow ?? name, option, subject });
    return { id, title: texts.get(locale, `notices:${name}.options.${option}`) };
  });
  const listLabel = texts.get(locale, 'common:list-label');
  return choices.length > 0 ? { kind: 'choices', text, choices, listLabel } : { kind: 'text', text };
}
