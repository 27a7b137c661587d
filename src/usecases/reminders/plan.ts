import { type Booked, HORIZON_MS, planReminders } from '../../domain/reminders.ts';
import { asError } from '../converse.ts';
import type { Reminding } from './reminding.ts';

/** A session that ended so long ago is no longer asked about; a process may have been away over night. */
const PAST_MS = 24 * 60 * 60_000;
const BATCH = 200;

/**
 * Keeps the reminders of every booking near enough to have some. Bookings alone decide: whoever makes, moves or cancels
 * one need not think of reminders, and what a crash left out is found by the next look.
 */
export async function planUpcoming(house: Reminding): Promise<number> {
  const now = house.ports.clock();
  const span = { from: new Date(now.getTime() - PAST_MS), to: new Date(now.getTime() + HORIZON_MS) };
  const bookings = await house.bookings.beginning(span);
  let planned = 0;
  for (let at = 0; at < bookings.length; at += BATCH)
    planned += await keepFor(house, bookings.slice(at, at + BATCH), now);
  return planned;
}

async function keepFor(house: Reminding, bookings: readonly Booked[], now: Date): Promise<number> {
  const planned = bookings.flatMap((booking) =>
    planReminders(booking, house.wallClock, sinceOf(booking, now)),
  );
  const made = await house.reminders.insertAbsent(planned);
  for (const { id, dueAt } of made) await schedule(house, id, dueAt);
  return made.length;
}

/** When a booking was moved is not kept: of a moved one only what is still ahead is planned. */
function sinceOf({ revision, madeAt }: Booked, now: Date): Date {
  return revision === 0 ? madeAt : now;
}

/** A job that cannot be made now costs some seconds: the sweep finds what is due. */
async function schedule({ ports }: Reminding, id: string, at: Date): Promise<void> {
  try {
    await ports.jobs.schedule({ queue: 'reminders', id, data: { reminder: id }, at });
  } catch (error) {
    ports.log.warn('reminder left to the sweep', { reminder: id, error: asError(error) });
  }
}
