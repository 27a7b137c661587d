import type { Identity } from './identity.ts';
import type { ChannelName } from './message.ts';

/** A person we talk with. */
export type Contact = {
  id: string;
  identities: Identity[];
  channel: ChannelName;
  locale: string;
  /** Said a clear yes to the data notice, and has not taken it back. */
  consented: boolean;
  optedOut: 'nothing' | 'invitations' | 'everything';
};

/** How long records of someone without consent are kept (data/… and /privacy say the same). */
export const KEEP_WITHOUT_CONSENT_DAYS = 30;
