import type { Identity } from './identity.ts';

export type ChannelName = 'twilio' | 'simulator';

export type MediaType = 'audio' | 'image' | 'video' | 'sticker' | 'document' | 'contact-card';

/** What a contact sent, whatever the provider called it. `caption` is the text under a picture. */
export type InboundContent =
  | { kind: 'text'; text: string }
  | { kind: 'tap'; payload: string; title: string }
  | { kind: 'media'; media: MediaType; caption: string }
  | { kind: 'location'; latitude: number; longitude: number; label: string }
  | { kind: 'unsupported' };

/** One message as it came through a door; `id` is the provider's and names the turn. */
export type InboundMessage = {
  id: string;
  channel: ChannelName;
  /** The number and/or the business-scoped id, at least one. */
  identities: Identity[];
  /** Our own address it was sent to, e.g. `whatsapp:+14155238886`. */
  to: string;
  content: InboundContent;
  profileName: string | null;
  /** Provider id of the message this one answers (known for seven days). */
  repliedTo: string | null;
  receivedAt: Date;
};

/** One thing to tap: `id` comes back as the payload, `title` is read, `description` only where there is room (lists). */
export type Choice = { id: string; title: string; description?: string };

/** What we want to say; how it looks (buttons, list, numbered text) is decided by `present`. */
export type OutboundContent =
  | { kind: 'text'; text: string }
  | { kind: 'choices'; text: string; choices: Choice[]; listLabel: string }
  | Template
  | Notice;

/** An approved text by its name; variables by their number, as ContentVariables are. */
export type Template = {
  kind: 'template';
  template: string;
  locale: string;
  variables: Record<string, string>;
};

/** A message that answers nothing: free-form while the window is open, else the template that says the same. */
export type Notice = { kind: 'notice'; free: FreeForm; template: Template };
export type FreeForm = Extract<OutboundContent, { kind: 'text' | 'choices' }>;
