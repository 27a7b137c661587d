/** A request that a person take over the chat. */
export type Handoff = {
  id: string;
  contactId: string;
  reason: HandoffReason;
  openedAt: Date;
  closedAt: Date | null;
};

export const HANDOFF_REASONS = [
  'asked',
  'not-understood',
  'fault',
  'review',
  'data-request',
  'opt-out',
] as const;
export type HandoffReason = (typeof HANDOFF_REASONS)[number];
