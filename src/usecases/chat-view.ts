import type { Identity } from '../domain/identity.ts';
import type { ChannelName, InboundContent, OutboundContent } from '../domain/message.ts';
import type { Contacts } from './ports.ts';

/** One line of a conversation as a person would read it. */
export type ChatLine = {
  id: string;
  contactId: string;
  channel: ChannelName;
  at: Date;
  status: string | null;
} & (
  | { direction: 'in'; content: InboundContent | Deleted }
  | { direction: 'out'; content: OutboundContent | Deleted }
);

/** What was here can no longer be read: its key is shredded. */
export type Deleted = { kind: 'deleted' };

export type ChatPage = { contactId: string; limit: number; before?: string | undefined };

/** A chat as it grows, for the simulator and the console. */
export type ChatView = {
  contacts: Contacts;
  history(page: ChatPage): Promise<ChatLine[]>;
  listen(contactId: string, listener: () => void): () => void;
  channel: ChannelName;
  clock: () => Date;
};

/** What a live view looks at again after each signal: newer lines, and older ones whose ticks still change. */
const LIVE_LINES = 30;

export async function readChat(
  view: ChatView,
  identity: Identity,
  page: { limit: number; before?: string },
): Promise<ChatLine[]> {
  return await view.history({ contactId: await contactOf(view, identity), ...page });
}

/** Calls back with each line that is new or has a new status, until the returned function is called. */
export async function watchChat(
  view: ChatView,
  identity: Identity,
  listener: (line: ChatLine) => void,
): Promise<() => void> {
  const contactId = await contactOf(view, identity);
  const seen = new Map<string, string | null>();
  let reading: Promise<void> = Promise.resolve();
  const read = async (tell: boolean) => {
    for (const line of await view.history({ contactId, limit: LIVE_LINES })) {
      const news = seen.get(line.id) !== line.status;
      seen.set(line.id, line.status);
      if (news && tell) listener(line);
    }
  };
  await read(false);
  return view.listen(contactId, () => {
    // One after the other: two reads side by side could tell an old status last. A failed one costs a refresh.
    reading = reading.then(() => read(true)).catch(() => undefined);
  });
}

function contactOf({ contacts, channel, clock }: ChatView, identity: Identity): Promise<string> {
  return contacts.resolve({ identities: [identity], channel, at: clock() });
}
