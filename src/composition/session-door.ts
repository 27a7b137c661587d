import { calendarFile } from '../adapters/ical/calendar-file.ts';
import { createRateLimiter } from '../adapters/redis/rate-limiter.ts';
import type { SessionDoor } from '../http/sessions/router.ts';
import { calendarEntry } from '../usecases/sessions/calendar-entry.ts';
import type { House } from './house.ts';

/** A calendar that subscribes asks now and then; who guesses asks all the time. */
const CALENDAR_LIMIT = { name: 'calendar', points: 60, perSeconds: 60 };

export function sessionDoorOf({ ports, texts, redis }: House): SessionDoor {
  return {
    entryOf: (token) => calendarEntry({ ports, texts }, token),
    fileOf: (entry, locale) => calendarFile({ name: texts.get(locale, 'sessions:calendar.name'), entry }),
    limiter: createRateLimiter(redis, CALENDAR_LIMIT),
  };
}
