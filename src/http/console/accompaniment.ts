import { type Html, html } from '../../adapters/html/html.ts';
import type { Advisor } from '../../domain/advisor.ts';
import type { ChannelName } from '../../domain/message.ts';
import type { Route } from '../../domain/route.ts';
import type { Imports } from '../../usecases/console/imports.ts';
import type { SessionDesk } from '../../usecases/console/session-desk.ts';
import type { Uploads } from '../../usecases/console/uploads.ts';
import type { ReadPhone } from '../../usecases/enrolments/phone.ts';
import type { Table, TableRefusal } from '../../usecases/enrolments/table.ts';
import type { Notifying } from '../../usecases/notify.ts';
import type { Ports } from '../../usecases/ports.ts';
import type { Calendar, Recurrence } from '../../usecases/session-ports.ts';
import { select } from './parts.ts';
import { type Answer, redirect, type Visit } from './route.ts';

/** What pages of sessions, advisors and enrolments stand on: the use cases themselves, over these. */
export type Accompaniment = {
  ports: Pick<
    Ports,
    | 'contacts'
    | 'consents'
    | 'chambers'
    | 'enrolments'
    | 'advisors'
    | 'sessions'
    | 'bookings'
    | 'waitlist'
    | 'events'
    | 'rsvps'
  >;
  desk: SessionDesk;
  calendar: Calendar;
  recurrence: Recurrence;
  route: Route;
  notifying: Notifying;
  readPhone: ReadPhone;
  territories: readonly { id: string; name: string }[];
  channel: ChannelName;
  readTable(bytes: Uint8Array): Promise<Table | TableRefusal>;
  uploads: Uploads;
  imports: Imports;
};

/** The chamber whose route an account works on; null is every one. */
export function ownChamber({ account }: Pick<Visit, 'account'>): string | null {
  return account.role === 'admin' ? null : (account.chamberId ?? '');
}

/** Whether an account works on what is this chamber's. */
export function sees(visit: Pick<Visit, 'account'>, chamber: string): boolean {
  const own = ownChamber(visit);
  return own === null || own === chamber;
}

/** The chamber looked at: an account's own, or the one an admin chose. */
export function chosenChamber(visit: Visit): string | null {
  return ownChamber(visit) ?? (visit.query.chamber || null);
}

/** Chambers an account may choose among. */
export async function chambersOf(visit: Visit) {
  const all = await visit.desk.chambers();
  return all.filter(({ id }) => sees(visit, id));
}

/** Whose an admin looks at; a coordinator has nothing to choose. */
export async function chamberFilter(
  visit: Visit,
  { action, chamber, kept = {} }: { action: string; chamber: string | null; kept?: Record<string, string> },
): Promise<Html> {
  const { t, account } = visit;
  if (account.role !== 'admin') return null;
  const options = [
    { value: '', text: t('home.all-chambers') },
    ...(await chambersOf(visit)).map(({ id, name }) => ({ value: id, text: name })),
  ];
  return html`
    <form method="get" action=${action} class="filters">
      ${Object.entries(kept).map(([name, value]) => html`<input type="hidden" name=${name} value=${value} />`)}
      ${select({ name: 'chamber', label: t('home.chamber'), value: chamber ?? '', options })}
      <button class="quiet">${t('show')}</button>
    </form>
  `;
}

/** Chambers by what they are called. */
export async function chamberNames(visit: Visit): Promise<(id: string) => string> {
  const names = new Map((await visit.desk.chambers()).map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}

export async function advisorsOf(visit: Visit, chamber: string | null): Promise<Advisor[]> {
  const all = await visit.desk.accompaniment.ports.advisors.list({ status: 'active' });
  const own = all.filter((one) => sees(visit, one.chamber) && (chamber === null || one.chamber === chamber));
  return own.sort((one, other) => one.name.localeCompare(other.name));
}

/** Back to a page with a word why nothing was changed, of those that `said.bad` has. */
export function refused(visit: Visit, to: string, reason: string): Answer {
  const known = visit.desk.texts.has(visit.locale, `console:said.bad.${reason}`);
  return redirect(to, known ? reason : 'not-done');
}
