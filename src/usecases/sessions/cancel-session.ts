import type { Session } from '../../domain/session.ts';
import type { WaitlistEntry } from '../../domain/waitlist.ts';
import { type NewNotice, type Notifying, notify } from '../notify.ts';
import type { SessionPorts } from '../session-ports.ts';
import { cancelBooking } from './change-booking.ts';

export type Cancelling = {
  ports: Pick<SessionPorts, 'sessions' | 'bookings' | 'waitlist'>;
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

/** Those in line for one session are not more (a group has tens of seats). */
const MOST_WAITING = 1_000;

/** Cancels a session and everybody's place in it, and tells them and who waited why. Done again it tells nobody twice. */
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
  // Before the sweep lets go of them.
  const waiting = await waitingFor(ports, session);
  // First, so that nobody books while the others are told. An individual one is an advisor's time, to be given again.
  if (session.seats > 1) await ports.sessions.cancel(session.id);
  const key = `cancel-${session.id}`;
  let told = 0;
  for (const { id, claims, acts } of await ports.bookings.ofSession(session.id)) {
    if (claims.length === 0 && !acts.includes(key)) continue;
    const cancelled = await cancelBooking(ports.bookings, { key, bookingId: id, now: act.now });
    if (cancelled.kind !== 'cancelled' || cancelled.booking.heldUntil) continue;
    const { startsAt } = session;
    const about = { key: `session-cancelled-${id}`, contactId: cancelled.booking.contactId, subject: id };
    if (await tell(notifying, { ...about, name: 'session-cancelled', startsAt, message })) told++;
  }
  for (const entry of waiting) {
    const about = { key: `wait-over-${entry.id}`, contactId: entry.contactId, subject: entry.id };
    if (await tell(notifying, { ...about, name: 'wait-over', startsAt: session.startsAt, message })) told++;
    await ports.waitlist.change(entry, { state: 'lapsed', offer: null });
  }
  return { kind: 'cancelled', session: { ...session, status: 'cancelled' }, told };
}

async function waitingFor({ waitlist }: Cancelling['ports'], { id }: Session): Promise<WaitlistEntry[]> {
  const open = await waitlist.open(MOST_WAITING);
  return open.filter(({ target }) => target.kind === 'session' && target.sessionId === id);
}

type Telling = Pick<NewNotice, 'key' | 'contactId' | 'subject' | 'name'> & {
  startsAt: Date;
  message: string;
};

async function tell(notifying: Notifying, { startsAt, message, ...about }: Telling): Promise<boolean> {
  const { texts } = notifying;
  const notified = await notify(notifying, {
    ...about,
    params: (locale) => ({ when: texts.moment(locale, startsAt), message }),
    purpose: 'notice',
    requested: true,
  });
  return notified.kind === 'written';
}
