import type { SendOutcome } from '../domain/delivery.ts';
import type { Identity } from '../domain/identity.ts';
import type { ChannelName, OutboundContent } from '../domain/message.ts';

/** One attempt to hand an outbound message to a provider. */
export type SendRequest = {
  /** Our id of the message; it rides in the status callback's address. */
  messageId: string;
  to: Identity;
  content: OutboundContent;
  /** One of many: it shares no line with what people are waiting for. */
  bulk?: boolean;
};

/** A message the provider says it has sent, as its list shows it. */
export type SentMessage = { sid: string; body: string; createdAt: Date; status: string };

/** A way to a contact's phone: Twilio, or the simulator in the browser. */
export interface Channel {
  readonly name: ChannelName;
  /** Whether the provider minds many messages to one contact in a short time. */
  readonly paced: boolean;
  /** Never throws: what went wrong is in the outcome. */
  send(request: SendRequest): Promise<SendOutcome>;
  /** The provider's messages to this contact since `since`, newest first; null when it cannot tell. Throws when it does not answer. */
  listSent(to: Identity, since: Date): Promise<SentMessage[] | null>;
  /** The bodies `listSent` may show for this content (as buttons, as text), to compare with; none when it cannot tell. */
  sentBodies(content: OutboundContent): string[];
  /** Shows "typing…" under the contact's message. Best effort: never throws, never waited for. */
  showTyping(inboundId: string): void;
}

/** Remembers which Content resource stands for a shape of message, across processes. */
export interface ContentRegistry {
  /** The SID for this hash; or the right to create it until the lease ends; or word that another process is at it. */
  claim(
    hash: string,
    leaseMs: number,
  ): Promise<{ kind: 'known'; sid: string } | { kind: 'create' } | { kind: 'busy' }>;
  save(hash: string, sid: string): Promise<void>;
  /** Drops a SID the provider no longer knows. */
  forget(hash: string, sid: string): Promise<void>;
}
