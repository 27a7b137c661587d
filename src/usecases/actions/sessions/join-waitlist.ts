import type { WaitlistTarget } from '../../../domain/waitlist.ts';
import type { Action } from '../action.ts';
import { bookingOf, readFrame } from './read-frame.ts';

/** A place in the line: for one full session, or for any time of the kind. */
export const joinWaitlist: Action = async (house, context) => {
  const frame = readFrame(context);
  const booking = await bookingOf(house, context, frame);
  if (!booking) return { outcome: 'not-allowed' };
  const { booker, kind } = booking;
  const { waitFor } = frame.values;
  const target: WaitlistTarget = waitFor
    ? { kind: 'session', sessionId: waitFor }
    : {
        kind: 'any',
        sessionKind: kind,
        chamber: booker.area?.chamber ?? '',
        territory: booker.area?.territory ?? null,
      };
  const joined = await house.ports.waitlist.join({
    id: context.key,
    contactId: context.contactId,
    enrolmentId: booker.enrolmentId,
    target,
    joinedAt: context.now,
    state: 'waiting',
    offers: 0,
    offer: null,
  });
  return { outcome: joined, values: { offerMinutes: house.route.offerMinutes } };
};
