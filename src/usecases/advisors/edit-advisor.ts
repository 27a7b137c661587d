import type { Advisor, Span } from '../../domain/advisor.ts';
import { withException, withWeekdays } from '../../domain/availability.ts';
import type { Advisors } from '../session-ports.ts';

type Editable = Omit<Advisor, 'id' | 'contactId' | 'name' | 'status'>;
export type AdvisorEdit = (before: Advisor) => Partial<Editable>;

/** Who else may edit the same advisor at the same instant: a coordinator or two, and the advisor. */
const MOST_TRIES = 20;

/** Changes what `edit` gives, over what it was worked out from; two edits at once are both made. */
export async function editAdvisor(
  advisors: Pick<Advisors, 'get' | 'change'>,
  id: string,
  edit: AdvisorEdit,
): Promise<Advisor | null> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const before = await advisors.get(id);
    if (!before) return null;
    const change = edit(before);
    if (await advisors.change(before, change)) return { ...before, ...change };
  }
  throw new Error('the advisor changes faster than it can be edited');
}

export function hoursOn(weekdays: readonly number[], spans: readonly Span[]): AdvisorEdit {
  return ({ weekly }) => ({ weekly: withWeekdays(weekly, weekdays, spans) });
}

export function exceptionOn(date: string, hours: Span[] | null): AdvisorEdit {
  return ({ exceptions }) => ({ exceptions: withException(exceptions, date, hours) });
}
