import { windowOpen } from '../../domain/delivery.ts';
import type { World } from '../../flow/world.ts';
import type { Ports } from '../ports.ts';
import type { Decision, ScreeningDesk } from './reviews.ts';
import { sayTo } from './say-to.ts';
import { lastInbound } from './take-over.ts';

export type Reviewing = {
  ports: Ports;
  world: World;
  screenings: ScreeningDesk;
  closeReviewTicket(contactId: string, at: Date): Promise<void>;
  deliver(contactId: string): Promise<void>;
};

export type Reviewed =
  /** `window-closed`: decided, but WhatsApp lets nobody write first without a template. */
  { kind: 'decided'; told: 'sent' | 'window-closed' } | { kind: 'decided-before' } | { kind: 'unknown' };

/** A person's word on a verdict; whoever was screened is told on WhatsApp, once. */
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
  const conversation = await ports.conversations.load(contactId);
  if (!windowOpen(lastInbound(conversation), at)) return { kind: 'decided', told: 'window-closed' };
  const text = house.world.texts.get(conversation?.locale ?? 'es', `handover:review-${decision}`);
  await sayTo(house, { id: `review-${id}-${decision}`, contactId, text });
  return { kind: 'decided', told: 'sent' };
}
