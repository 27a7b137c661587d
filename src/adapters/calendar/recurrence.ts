import { RRuleTemporal } from 'rrule-temporal';
import type { Recurrence } from '../../usecases/session-ports.ts';

/** RFC 5545 rules in one zone, by rrule-temporal. */
export function createRecurrence(zone: string): Recurrence {
  return {
    occurrences({ day, time, rule }, most) {
      const start = `${day.replaceAll('-', '')}T${time.replace(':', '')}00`;
      try {
        const parsed = new RRuleTemporal({ rruleString: `DTSTART;TZID=${zone}:${start}\nRRULE:${rule}` });
        // One more than wanted is made, never all: a rule need not end.
        const found = parsed.all((_date, place) => place <= most);
        return found.map(({ epochMilliseconds }) => new Date(epochMilliseconds));
      } catch {
        return null;
      }
    },
  };
}
