import type { Choice } from '../domain/message.ts';
import type { About } from '../domain/records.ts';

/** A proactive message the contact may be answering: what it is about, and what could be tapped under it. */
export type NoticeSent = { about: About; choices: Choice[]; sentAt: Date };

/** Proactive messages, as an inbound message may refer to them. */
export interface Notices {
  /** The one with this provider id (WhatsApp names the message a reply answers, for seven days). */
  bySid(contactId: string, sid: string): Promise<NoticeSent | null>;
  /** Those sent to the contact after `since`, newest first. */
  since(contactId: string, since: Date, limit: number): Promise<NoticeSent[]>;
  /** Notes that the contact is being written to, so that `since` has something to look for. */
  announce(contactId: string): Promise<void>;
}
