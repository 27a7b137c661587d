import type { Models } from '../adapters/mongo/models.ts';
import { createReminders } from '../adapters/mongo/reminders.ts';
import type { Notifying } from '../usecases/notify.ts';
import type { Ports } from '../usecases/ports.ts';
import type { Directory } from '../usecases/reminders/ports.ts';
import type { Telling } from '../usecases/reminders/tell-changes.ts';
import type { Calendar } from '../usecases/session-ports.ts';

/** Reminders over the house's own records. */
export function remindingOf(parts: {
  ports: Ports;
  models: Models;
  notifying: Notifying;
  calendar: Calendar;
}): Telling {
  const { ports, models, notifying, calendar } = parts;
  return {
    ports,
    notifying,
    bookings: ports.bookings,
    reminders: createReminders(models),
    directory: directoryOf(ports),
    wallClock: calendar,
  };
}

function directoryOf({ advisors, enrolments, sessions }: Ports): Directory {
  return {
    async advisor(advisorId) {
      const advisor = await advisors.get(advisorId);
      return advisor?.status === 'active' ? { contactId: advisor.contactId, name: advisor.name } : null;
    },
    async nameOf(contactId) {
      const [enrolment] = await enrolments.ofContact(contactId);
      return enrolment?.name ?? null;
    },
    async placeOf(sessionId) {
      const place = (await sessions.get(sessionId))?.place;
      return [place?.address, place?.link].filter(Boolean).join(' · ') || null;
    },
  };
}
