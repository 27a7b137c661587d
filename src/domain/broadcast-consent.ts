/** A receipt of `consents`, as far as it matters here. */
export type Receipt = { purpose: string; given: boolean; at: Date };

/** What says that somebody may be written to about the programme. */
export type Permission = {
  /** When the owner of an active enrolment consented on the chamber's form or list; null without one. */
  enrolledConsentAt: Date | null;
  receipts: readonly Receipt[];
};

/**
 * Ley 1581 of 2012 asks for a permission for the purpose, Ley 2300 of 2023 (art. 5, par. 2) for an explicit one. Two purposes
 * cover a broadcast: `programme`, given where the business was enrolled (the closing event is part of the route it
 * enrolled for), and `invitations`, given for exactly this. The data notice of the chat (`screening`) does not, but taking it
 * back takes back everything: from then on only a permission given later counts.
 */
export function mayBeWrittenTo({ enrolledConsentAt, receipts }: Permission): boolean {
  const covering = receipts.filter(({ purpose }) => purpose === 'programme' || purpose === 'invitations');
  const given = [
    ...covering.filter((one) => one.given).map(({ at }) => at.getTime()),
    ...(enrolledConsentAt ? [enrolledConsentAt.getTime()] : []),
  ];
  if (given.length === 0) return false;
  const taken = receipts
    .filter((one) => !one.given && COVERED.has(one.purpose))
    .map(({ at }) => at.getTime());
  return Math.max(...given) > Math.max(Number.NEGATIVE_INFINITY, ...taken);
}

const COVERED = new Set(['programme', 'invitations', 'screening']);
