import type { Identity } from '../../domain/identity.ts';
import type { InboundMessage, MediaType } from '../../domain/message.ts';
import type { Presentation } from '../../domain/presentation.ts';

/** What the page shows in a bubble: our presentations, and what only a contact sends. */
export type SimulatorPresentation =
  | Presentation
  | { kind: 'tap'; title: string }
  | { kind: 'media'; media: MediaType; caption: string }
  | { kind: 'location'; latitude: number; longitude: number; label: string };

export type SimulatorMessage = {
  id: string;
  /** Seen from the bot: `in` is what the contact wrote. */
  direction: 'in' | 'out';
  /** ISO 8601 instant; the page sorts by it. */
  at: string;
  presentation: SimulatorPresentation;
  /** Id of the message this one answers; the page quotes it. */
  repliedTo?: string;
  /** A provider's status word (`queued` … `read`); absent where none is known. */
  status?: string;
};

/** `limit` messages that come right before the message `before` (an id), or the newest ones. */
export type HistoryPage = { limit: number; before?: string };

export type SimulatorPorts = {
  /** The same receive path as Twilio's door; the same id twice counts once. */
  receive(message: InboundMessage): Promise<void>;
  /** One contact's messages in both directions, oldest first. */
  history(identity: Identity, page: HistoryPage): Promise<SimulatorMessage[]>;
  /** Calls back for each new message and each new status of one contact, until the returned function is called. */
  watch(identity: Identity, listener: (message: SimulatorMessage) => void): Promise<() => void>;
  /** A read receipt: goes the way of a status callback. */
  markRead(messageId: string): Promise<void>;
};
