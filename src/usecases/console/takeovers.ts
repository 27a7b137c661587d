/** A person has a contact's chat: one person at a time, settled by the insert under the contact's id. */
export type Takeover = {
  contactId: string;
  /** Account that has it. */
  by: string;
  /** Names this takeover among all of the contact's. */
  token: string;
  since: Date;
  repliedAt: Date | null;
  reason: ReturnReason | null;
};

/** Why the bot goes on: the person is through, or did not come. */
export type ReturnReason = 'closed' | 'unanswered';

export interface Takeovers {
  /** Ours, or whose it is; the same account taking twice has it once. */
  take(wish: { contactId: string; by: string; at: Date }): Promise<{ mine: boolean; takeover: Takeover }>;
  get(contactId: string): Promise<Takeover | null>;
  markReplied(takeover: Takeover, at: Date): Promise<void>;
  /** held → returning; false where it is not held any more. */
  beginReturn(takeover: Takeover, reason: ReturnReason): Promise<boolean>;
  /** Forgets it, once the bot has the chat again. */
  end(takeover: Takeover): Promise<void>;
  /** Held ones that are to be looked at by `now`. */
  due(now: Date, limit: number): Promise<Takeover[]>;
  lookAgain(takeover: Takeover, at: Date): Promise<void>;
  /** Returns that a crash cut short. */
  returning(limit: number): Promise<Takeover[]>;
}
