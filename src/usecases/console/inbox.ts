import type { HandoffReason } from '../../domain/handoff.ts';
import type { Conversation } from '../../flow/conversation.ts';
import type { ChatLine } from '../chat-view.ts';
import type { Scope } from './scope.ts';

export const INBOX_FILTERS = ['all', 'needs-person', 'human', 'unanswered', 'opted-out'] as const;
export type InboxFilter = (typeof INBOX_FILTERS)[number];

export type Ticket = { id: string; reason: HandoffReason; openedAt: Date };

/** A contact's chat in one line. */
export type InboxLine = {
  contactId: string;
  /** Number or business-scoped id. */
  address: string | null;
  /** The last message's instant, or when the contact came. */
  at: Date;
  last: ChatLine | null;
  tickets: Ticket[];
  owner: Conversation['owner'];
  takenBy: string | null;
  /** A person has the chat, and the contact wrote last. */
  waiting: boolean;
  optedOut: boolean;
  territory: string | null;
};

export type InboxPage = {
  filter: InboxFilter;
  scope: Scope;
  limit: number;
  /** `next` of the page before. */
  after?: string | undefined;
};

export interface Inbox {
  /** Newest first; who needs a person: who waits longest first. */
  list(page: InboxPage): Promise<{ lines: InboxLine[]; next: string | null }>;
  /** The line of one contact, whatever the filter; null where there is none in scope. */
  line(contactId: string, scope: Scope): Promise<InboxLine | null>;
  countOpen(scope: Scope): Promise<number>;
  closeTickets(contactId: string, at: Date): Promise<void>;
  closeReviewTicket(contactId: string, at: Date): Promise<void>;
  /** Messages given up, newest first. */
  failed(scope: Scope, limit: number): Promise<FailedMessage[]>;
}

export type FailedMessage = {
  id: string;
  contactId: string;
  at: Date;
  code: number | null;
  reason: string | null;
};

export type Note = { id: string; by: string; at: Date; text: string };
export interface Notes {
  /** Once per id. */
  add(note: Note & { contactId: string }): Promise<void>;
  of(contactId: string): Promise<Note[]>;
}

/** Keyset cursor: where a page ended, as `instant_id`. */
export function cursorOf({ at, id }: { at: Date; id: string }): string {
  return `${at.toISOString()}_${id}`;
}

export function readCursor(cursor: string | undefined): { at: Date; id: string } | null {
  const [, instant = '', id] = /^([^_]{24})_(.+)$/.exec(cursor ?? '') ?? [];
  const at = new Date(instant);
  return id && !Number.isNaN(at.getTime()) ? { at, id } : null;
}
