/** What a person asks about their data (Ley 1581 of 2012, art. 8). */
export type DataRequestKind = 'access' | 'correction' | 'withdrawal' | 'erasure';

/** Working days to answer: a consultation (art. 14) or a claim (art. 15). */
export const ANSWER_WITHIN: Record<DataRequestKind, number> = {
  access: 10,
  correction: 15,
  withdrawal: 15,
  erasure: 15,
};

export type DataRequest = {
  id: string;
  contactId: string;
  kind: DataRequestKind;
  askedAt: Date;
  /** The last day to answer, in the law's country: `2026-12-15`. */
  dueOn: string;
  /** Null while somebody must still answer. */
  answeredAt: Date | null;
  /** For a correction: what is wrong, and how it should read. */
  correction: Correction | null;
};

/** What a person may say is wrong. */
export type Correction = { datum: string; value: string };
