import type { Booking } from '../../domain/booking.ts';
import type { Session } from '../../domain/session.ts';
import { type Notifying, notify } from '../notify.ts';
import type { SessionPorts } from '../session-ports.ts';
import { cancelBooking } from './change-booking.ts';

export type Cancelling = {
  ports: Pick<SessionPorts, 'sessions' | 'bookings'>;
  notifying: Notifying;
};

export type SessionCancelled =
  | { kind: 'cancelled'; session: Session; told: number }
  | { kind: 'unknown-session' }
  | { kind: 'begun' }
  | { kind: 'no-message' }
  | { kind: 'too-long'; most: number };

/** A template's variable in a message of 1024 characters (WhatsApp), with room for the sentence around it. */
export const MOST_MESSAGE = 300;

/** Cancels a session and everybody's place in it, and tells them why. Done again it tells nobody twice. */
export async function cancelSession(
  { ports, notifying }: Cancelling,
  act: { sessionId: string; message: string; now: Date },
): Promise<SessionCancelled> {
  const message = act.message.replace(/\s+/g, ' ').trim();
  const session = await ports.sessions.get(act.sessionId);
  if (!session) return { kind: 'unknown-session' };
  if (session.startsAt <= act.now) return { kind: 'begun' };
  if (!message) return { kind: 'no-message' };
  if (message.length > MOST_MESSAGE) return { kind: 'too-long', most: MOST_MESSAGE };
  // First, so that nobody books while the others are told. An individual one is an advisor's time, to be given again.
  if (session.seats > 1) await ports.sessions.cancel(session.id);
  const key = `cancel-${session.id}`;
  let told = 0;
  for (const { id, claims, acts } of await ports.bookings.ofSession(session.id)) {
    if (claims.length === 0 && !acts.includes(key)) continue;
    const cancelled = await cancelBooking(ports.bookings, { key, bookingId: id, now: act.now });
    if (cancelled.kind !== 'cancelled' || cancelled.booking.heldUntil) continue;
    if (await tell(notifying, cancelled.booking, message)) told++;
  }
  return { kind: 'cancelled', session: { ...session, status: 'cancelled' }, told };
}

async function tell(notifying: Notifying, booking: Booking, message: string): Promise<boolean> {
  const { texts } = notifying;
  const notified = await notify(notifying, {
    key: `session-cancelled-${booking.id}`,
    contactId: booking.contactId,
    name: 'session-cancelled',
    params: (locale) => ({ when: texts.moment(locale, booking.startsAt), message }),
    subject: booking.id,
    purpose: 'notice',
    requested: true,
  });
  return notified.kind === 'written';
}
