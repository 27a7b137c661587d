import type { Handoff, HandoffReason } from '../../domain/handoff.ts';
import type { Models } from './models.ts';

type Consent = { id: string; purpose: string; given: boolean; textVersion: string; at: Date };

/** What a contact agreed to and took back, newest first. */
export async function readConsents({ consents }: Models, contactId: string): Promise<Consent[]> {
  const found = await consents.find({ contactId }).sort({ at: -1 }).lean();
  return found.map(({ _id: id, purpose, given, textVersion, at }) => ({
    id,
    purpose,
    given,
    textVersion,
    at,
  }));
}

/** Every time a person was called for a contact, newest first. */
export async function readHandoffs({ handoffs }: Models, contactId: string): Promise<Handoff[]> {
  const found = await handoffs.find({ contactId }).sort({ openedAt: -1 }).lean();
  return found.map(({ _id: id, reason, openedAt, closedAt }) => ({
    id,
    contactId,
    reason: reason as HandoffReason,
    openedAt,
    closedAt,
  }));
}
