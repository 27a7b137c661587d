import { LIMITS } from '../../../domain/presentation.ts';
import type { Row } from '../../../flow/definition.ts';
import type { Advancing } from '../../advance.ts';
import { bookingOf } from '../../reminders/notice-of.ts';
import { AGAIN } from '../../reminders/tell-changes.ts';
import type { BookingRecord } from '../../session-ports.ts';
import { markAttendance } from '../../sessions/attendance.ts';
import type { Action, ActionContext } from '../action.ts';
import { known } from './known.ts';
import { nameOf, ownAdvisor } from './own-advisor.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Attendance may be marked, or corrected, for so long after a session. */
const LOOK_BACK_MS = 7 * DAY_MS;
const PAGE = LIMITS.rows - 1;

/** Who has not been marked yet, latest first; each person of a group session for themselves. */
export const listUnmarked: Action = async (house, context) => {
  const unmarked = await unmarkedOf(house, context);
  if (!unmarked) return { outcome: 'nobody' };
  if (unmarked.length === 0) return { outcome: 'none' };
  const { page: before, answers } = known(context);
  const asked = answers.person?.value === 'more' ? (before ?? 0) + 1 : 0;
  const page = asked * PAGE < unmarked.length ? asked : 0;
  const shown = unmarked.slice(page * PAGE, (page + 1) * PAGE);
  const rows = await Promise.all(shown.map((one) => rowOf(house, context.locale, one)));
  const more = { id: 'more', title: house.world.texts.get(context.locale, 'advisor:more-people') };
  const people = unmarked.length > (page + 1) * PAGE ? [...rows, more] : rows;
  return { outcome: 'some', values: { people, page } };
};

async function unmarkedOf(house: Advancing, context: ActionContext): Promise<BookingRecord[] | null> {
  const advisor = await ownAdvisor(house, context);
  if (!advisor) return null;
  const from = new Date(context.now.getTime() - LOOK_BACK_MS);
  const all = await house.ports.bookings.ofAdvisor(advisor.id, { from, to: context.now });
  return all.filter(({ state }) => state === 'booked').reverse();
}

async function rowOf(house: Advancing, locale: string, booking: BookingRecord): Promise<Row> {
  const { texts } = house.world;
  const kind = texts.get(locale, `advisor:kind.${booking.kind}`);
  return {
    id: rowIdOf(booking),
    title: cut(await nameOf(house, booking), LIMITS.rowTitle),
    description: cut(`${texts.moment(locale, booking.startsAt)} · ${kind}`, LIMITS.rowDescription),
  };
}

function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most
    ? text
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}

/** Ids of records hold letters that may not ride in a payload. */
function rowIdOf({ id }: Pick<BookingRecord, 'id'>): string {
  return `b-${Buffer.from(id).toString('hex')}`;
}

/** Came, did not come, or could not be held: by the button under the question, or for the person picked from the list. */
export const markPerson: Action = async (house, context) => {
  const { key, contactId, now, locale } = context;
  const advisor = await ownAdvisor(house, context);
  if (!advisor) return { outcome: 'nobody' };
  const booking = await chosen(house, context);
  if (booking?.advisorId !== advisor.id) return { outcome: 'gone' };
  const { choice, answers } = known(context);
  const answer = answers.came?.value ?? choice;
  const values = {
    who: await nameOf(house, booking),
    when: house.world.texts.moment(locale, booking.startsAt),
  };
  const marked = await markAttendance(house.ports, {
    key: answer === 'again' ? `${AGAIN}${key}` : key,
    bookingId: booking.id,
    came: answer === 'came',
    by: contactId,
    now,
  });
  if (marked.kind === 'too-early') return { outcome: 'early', values };
  if (marked.kind === 'not-open') return { outcome: 'gone', values };
  return { outcome: answer === 'came' ? 'came' : answer === 'again' ? 'again' : 'missed', values };
};

async function chosen({ ports }: Advancing, context: ActionContext): Promise<BookingRecord | null> {
  const { subject, answers } = known(context);
  const row = answers.person?.value;
  const picked =
    typeof row === 'string' && row.startsWith('b-') ? Buffer.from(row.slice(2), 'hex').toString() : null;
  const id = picked ?? (subject ? bookingOf(subject)?.id : null);
  return id ? await ports.bookings.get(id) : null;
}
