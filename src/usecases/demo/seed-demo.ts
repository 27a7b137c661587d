import type { Enrolment } from '../../domain/enrolment.ts';
import { bookDemo } from './bookings.ts';
import type { Seeding } from './demo.ts';
import { enrolDemo } from './enrolments.ts';
import { makeEvents } from './event.ts';
import { makeAdvisors, makeSessions } from './sessions.ts';

export type Seeded = {
  chambers: number;
  advisors: number;
  sessions: number;
  enrolments: number;
  bookings: number;
  events: number;
};

/**
 * Fills chambers, advisors, sessions, enrolments, bookings and events around `now`. What is there already stays as it is, by ids
 * and keys of its own: run again, a day or a crash later, it adds only what is missing.
 */
export async function seedDemo(seeding: Seeding): Promise<Seeded> {
  await saveChambers(seeding);
  const advisors = await makeAdvisors(seeding);
  const sessions = await makeSessions(seeding, advisors);
  const enrolments: Enrolment[] = await enrolDemo(seeding);
  const bookings = await bookDemo(seeding, { advisors, sessions, enrolments });
  return {
    chambers: seeding.demo.chambers.length,
    advisors: advisors.length,
    sessions: sessions.length,
    enrolments: enrolments.length,
    bookings,
    events: await makeEvents(seeding),
  };
}

/** Details that a coordinator entered are kept. */
async function saveChambers({ ports, demo }: Seeding): Promise<void> {
  const known = new Set((await ports.chambers.list()).map(({ id }) => id));
  const { phone, hours } = demo;
  for (const chamber of demo.chambers)
    if (!known.has(chamber.id)) await ports.chambers.save({ ...chamber, phone, hours });
}
