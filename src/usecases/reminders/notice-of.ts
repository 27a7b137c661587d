import type { Booked, Reminder } from '../../domain/reminders.ts';
import type { NewNotice } from '../notify.ts';
import type { Reminding } from './reminding.ts';

/** More would not fit a template's variable; the rest is counted. */
const AGENDA_LINES = 8;

/** The message of a reminder; null where nobody can be written to. */
export async function noticeOf(
  house: Reminding,
  reminder: Reminder,
  bookings: readonly Booked[],
): Promise<NewNotice | null> {
  const [first] = bookings;
  if (!first) return null;
  const base = { key: reminder.id, subject: subjectOf(first), purpose: 'notice', requested: true } as const;
  const { texts } = house.notifying;
  const known = await house.directory.placeOf(first.sessionId);
  // A template whose variable is empty is refused.
  const place = (locale: string) => known ?? texts.get(locale, 'sessions:place.open');
  if (reminder.whom === 'shopkeeper') {
    const params = (locale: string) => ({ when: texts.moment(locale, first.startsAt), place: place(locale) });
    return { ...base, contactId: first.contactId, name: 'session-reminder', params };
  }
  const advisor = reminder.advisorId ? await house.directory.advisor(reminder.advisorId) : null;
  if (!advisor) return null;
  const to = { ...base, contactId: advisor.contactId };
  const names = await namesOf(house, bookings);
  if (reminder.which === 'attendance') {
    const params = (locale: string) => ({ who: names[0] ?? '', when: texts.moment(locale, first.startsAt) });
    return { ...to, name: 'session-attendance', params };
  }
  if (reminder.which === 'agenda') {
    const params = (locale: string) => ({
      day: texts.date(locale, first.startsAt),
      count: new Set(bookings.map(({ sessionId }) => sessionId)).size,
      sessions: listed(bookings.map((one, index) => `${texts.time(locale, one.startsAt)} ${names[index]}`)),
    });
    return { ...to, name: 'advisor-agenda', params, subject: reminder.id };
  }
  const params = (locale: string) => ({
    who: listed(names),
    when: texts.moment(locale, first.startsAt),
    place: place(locale),
  });
  return { ...to, name: 'advisor-reminder', params };
}

/** The revision rides along: a button under an older message is about an older time. */
export function subjectOf({ id, revision }: Pick<Booked, 'id' | 'revision'>): string {
  return `${id}_${revision}`;
}

export function bookingOf(subject: string): { id: string; revision: number } | null {
  const [, id, revision] = /^(.+)_(\d+)$/.exec(subject) ?? [];
  return id && revision ? { id, revision: Number(revision) } : null;
}

/** A template's variable takes no line breaks. */
function listed(lines: string[]): string {
  const rest = lines.length - AGENDA_LINES;
  return [...lines.slice(0, AGENDA_LINES), ...(rest > 0 ? [`+${rest}`] : [])].join(' · ');
}

async function namesOf({ directory }: Reminding, bookings: readonly Booked[]): Promise<string[]> {
  const names: string[] = [];
  for (const { contactId } of bookings) names.push((await directory.nameOf(contactId)) ?? '—');
  return names;
}
