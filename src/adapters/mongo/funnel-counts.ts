import type { BookingState } from '../../domain/booking.ts';
import type { Certificate } from '../../domain/certificate.ts';
import type { Counted, StageCounts, Week } from '../../usecases/console/funnel.ts';
import { inTerritories } from './keyset.ts';
import type { Models } from './models.ts';

/**
 * By the indexes on `createdAt`, `at`, `state, madeAt`, `state, startsAt` and `issuedAt`; a chamber's share is filtered out of the
 * week's documents.
 */
export function createFunnelCounts(models: Models): StageCounts {
  const { contacts, consents, screenings, bookings, certificates } = models;
  const screened = (week: Week, { scope }: Counted) => ({ at: within(week), ...inTerritories(scope) });
  const of = ({ chamber }: Counted) => (chamber === null ? {} : { chamber });
  return {
    greeting: (week, { scope }) =>
      contacts.countDocuments({ createdAt: within(week), ...inTerritories(scope) }),
    async consent(week, { scope }) {
      const given = { at: within(week), given: true };
      if (scope === null) return await consents.countDocuments(given);
      const who = await consents.distinct('contactId', given);
      return await contacts.countDocuments({ _id: { $in: who }, ...inTerritories(scope) });
    },
    screening: (week, counted) => screenings.countDocuments(screened(week, counted)),
    eligible: (week, counted) =>
      screenings.countDocuments({ 'verdict.kind': 'eligible', ...screened(week, counted) }),
    async booked(week, counted) {
      const kept = { madeAt: within(week), state: { $in: KEPT }, ...of(counted) };
      return (await bookings.distinct('contactId', kept)).length;
    },
    async attended(week, counted) {
      const came = { state: 'attended' as const, startsAt: within(week), ...of(counted) };
      return (await bookings.distinct('contactId', came)).length;
    },
    certified: (week, counted) =>
      certificates.countDocuments({
        issuedAt: within(week),
        status: { $in: STANDING },
        version: 1,
        ...of(counted),
      }),
  };
}

const KEPT: BookingState[] = ['booked', 'attended', 'missed'];
/** One that was made anew counts when it was first made. */
const STANDING: Certificate['status'][] = ['valid', 'replaced'];

function within({ from, to }: Week) {
  return { $gte: from, $lt: to };
}
