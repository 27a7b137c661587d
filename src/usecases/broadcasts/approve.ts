import type { Plan } from '../../domain/broadcast-plan.ts';
import type { Broadcasting } from './broadcasting.ts';
import { scheduleAt } from './jobs.ts';
import { planOf } from './plan.ts';

export type Asked =
  /** Its rows are being written; it goes by itself from here. */
  | { kind: 'sending'; plan: Plan }
  /** So many people need the number typed in, or a second person. */
  | { kind: 'needs-number'; plan: Plan }
  | { kind: 'wrong-number'; plan: Plan }
  | { kind: 'waits-for-second'; plan: Plan }
  | { kind: 'nobody'; plan: Plan }
  /** Somebody else sent, changed or cancelled it meanwhile. */
  | { kind: 'not-a-draft' };

/** The wish to send: at once for few, with the number typed in for many, or left for a second person to approve. */
export async function askToSend(
  house: Broadcasting,
  wish: { id: string; by: string; typed?: number | undefined; second?: boolean },
): Promise<Asked> {
  const { broadcasts, settings } = house;
  const { id, by, typed, second } = wish;
  const draft = await broadcasts.get(id);
  if (draft?.state !== 'draft') return { kind: 'not-a-draft' };
  const plan = await planOf(house, draft);
  if (plan.sendable === 0) return { kind: 'nobody', plan };
  if (second) {
    const asked = await broadcasts.move(id, ['draft'], 'draft', { approvalAskedBy: by });
    return asked ? { kind: 'waits-for-second', plan } : { kind: 'not-a-draft' };
  }
  if (plan.sendable >= settings.approvalFrom) {
    if (typed === undefined) return { kind: 'needs-number', plan };
    if (typed !== plan.sendable) return { kind: 'wrong-number', plan };
  }
  return (await begin(house, id, { sentBy: by, approvedBy: by }))
    ? { kind: 'sending', plan }
    : { kind: 'not-a-draft' };
}

export type Approved = 'sending' | 'own-wish' | 'not-asked';

/** A second person lets it go; whoever asked for it cannot. */
export async function approve(house: Broadcasting, wish: { id: string; by: string }): Promise<Approved> {
  const draft = await house.broadcasts.get(wish.id);
  if (draft?.state !== 'draft' || draft.approvalAskedBy === null) return 'not-asked';
  if (draft.approvalAskedBy === wish.by) return 'own-wish';
  const { approvalAskedBy: sentBy } = draft;
  const begun = await begin(house, wish.id, { sentBy, approvedBy: wish.by, unless: wish.by });
  return begun ? 'sending' : 'not-asked';
}

async function begin(
  house: Broadcasting,
  id: string,
  change: { sentBy: string; approvedBy: string; unless?: string },
): Promise<boolean> {
  const now = house.ports.clock();
  const moved = await house.broadcasts.move(id, ['draft'], 'freezing', { ...change, frozenAt: now });
  if (moved) await scheduleAt(house, id, now);
  return moved;
}
