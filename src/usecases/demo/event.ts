import { makeEvent } from '../events/edit-event.ts';
import type { Seeding } from './demo.ts';

/** The closing event of each chamber, so many weeks from today. */
const WEEKS_AHEAD = 3;
const HOUR_MS = 60 * 60_000;

/** One coming event a chamber; nobody has been asked yet. */
export async function makeEvents(seeding: Seeding): Promise<number> {
  const { ports, calendar, demo, now } = seeding;
  const day = calendar.addDays(calendar.dayOf(now), WEEKS_AHEAD * 7);
  const startsAt = calendar.instant(day, '15:00');
  for (const chamber of demo.chambers) {
    const id = `demo-event-${chamber.id}`;
    if (await ports.events.get(id)) continue;
    await makeEvent(ports, {
      id,
      plan: {
        ...{ name: demo.event, chamber: chamber.id, capacity: 60, companions: 2, description: {} },
        ...{ startsAt, endsAt: new Date(startsAt.getTime() + 3 * HOUR_MS) },
        place: { address: demo.places.address.replace('{n}', '1'), link: null },
      },
      now,
    });
  }
  return demo.chambers.length;
}
