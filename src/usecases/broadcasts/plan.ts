import type { Broadcast } from '../../domain/broadcast.ts';
import { type Candidate, type Plan, planBroadcast } from '../../domain/broadcast-plan.ts';
import { lawfulFrom } from '../../domain/lawful-hours.ts';
import type { Broadcasting } from './broadcasting.ts';

type Draft = Pick<Broadcast, 'notice' | 'subject' | 'audience' | 'startsAt' | 'spreadHours'>;

/** What would become of a broadcast if it were sent now, or at its hour. */
export async function planOf(house: Broadcasting, draft: Draft): Promise<Plan> {
  const { calendar, prices, settings, notifying, ports } = house;
  const startsAt = new Date(Math.max(draft.startsAt.getTime(), ports.clock().getTime()));
  const day = calendar.dayOf(openFrom(house, startsAt));
  const candidates: Candidate[] = [];
  for await (const page of house.audiences.read(draft.audience, { subject: draft.subject, day }))
    candidates.push(...page);
  const { category } = notifying.book.get(draft.notice);
  return planBroadcast(candidates, {
    calendar: settings.hours === 'any' ? null : calendar,
    category,
    prices,
    startsAt,
    rate: settings.rate,
    spreadHours: draft.spreadHours,
  });
}

/** `at`, or when a broadcast may be sent next. */
export function openFrom({ calendar, settings }: Broadcasting, at: Date): Date {
  return settings.hours === 'any' ? at : lawfulFrom(calendar, at);
}
