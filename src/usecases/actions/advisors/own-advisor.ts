import type { Advisor } from '../../../domain/advisor.ts';
import type { Advancing } from '../../advance.ts';
import type { BookingRecord } from '../../session-ports.ts';
import type { Action, ActionContext } from '../action.ts';

/** The advisor who writes; null where it is somebody else. */
export async function ownAdvisor(
  { ports }: Pick<Advancing, 'ports'>,
  { contactId }: Pick<ActionContext, 'contactId'>,
): Promise<Advisor | null> {
  const advisor = await ports.advisors.byContact(contactId);
  return advisor?.status === 'active' ? advisor : null;
}

/** Whether an advisor writes: they have a menu of their own. */
export const whoAdvises: Action = async (house, context) => {
  const advisor = await ownAdvisor(house, context);
  return advisor
    ? { outcome: 'advisor', values: { advisorName: firstName(advisor.name) } }
    : { outcome: 'nobody' };
};

function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name;
}

/** The name somebody is enrolled by, for their advisor alone; a dash where there is none. */
export async function nameOf(
  { ports }: Pick<Advancing, 'ports'>,
  { contactId }: BookingRecord,
): Promise<string> {
  const [enrolment] = await ports.enrolments.ofContact(contactId);
  return enrolment?.name ?? '—';
}
