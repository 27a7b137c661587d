import { type Notifying, notify } from '../notify.ts';
import type { Ports } from '../ports.ts';
import type { Decision, ScreeningDesk } from './reviews.ts';

export type Reviewing = {
  ports: Ports;
  notifying: Notifying;
  screenings: ScreeningDesk;
  closeReviewTicket(contactId: string, at: Date): Promise<void>;
};

export type Reviewed = { kind: 'decided'; told: boolean } | { kind: 'decided-before' } | { kind: 'unknown' };

/** A person's word on a verdict; whoever was screened is told on WhatsApp, once, outside its window by template. */
export async function reviewScreening(
  house: Reviewing,
  wish: { id: string; decision: Decision; by: string },
): Promise<Reviewed> {
  const { ports, screenings } = house;
  const { id, decision, by } = wish;
  const screening = await screenings.get(id);
  if (!screening) return { kind: 'unknown' };
  const at = ports.clock();
  if (!(await screenings.decide(id, { decision, by, at }))) return { kind: 'decided-before' };
  const { contactId } = screening;
  if (decision !== 'asked') await house.closeReviewTicket(contactId, at);
  const told = await notify(house.notifying, {
    key: `review-${id}-${decision}`,
    contactId,
    name: `review-${decision}`,
    params: () => ({}),
    subject: id,
    purpose: 'notice',
    requested: true,
  });
  return { kind: 'decided', told: told.kind === 'written' };
}
