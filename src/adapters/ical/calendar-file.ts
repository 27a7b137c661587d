import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { CalendarEntry } from '../../usecases/sessions/calendar-entry.ts';

/** One session as an iCalendar file (RFC 5545), in UTC: a phone shows it in its own zone. */
export function calendarFile({ name, entry }: { name: string; entry: CalendarEntry }): string {
  const { uid, revision, startsAt, endsAt, title, description, location, link, cancelled, madeAt } = entry;
  const method = cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH;
  const calendar = ical({ name, method, prodId: { company: 'FortaleSER', product: 'whatsapp' } });
  calendar.createEvent({
    // The same one whatever becomes of it; a higher SEQUENCE takes the place of a lower (RFC 5545, 3.8.7.4).
    id: uid,
    sequence: revision,
    stamp: madeAt,
    start: startsAt,
    end: endsAt,
    summary: title,
    description,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    ...(location && { location }),
    ...(link && { url: link }),
  });
  return calendar.toString();
}
