import type { StageCounts, Week } from '../../usecases/console/funnel.ts';
import { inTerritories } from './keyset.ts';
import type { Models } from './models.ts';

/** By the indexes on `createdAt` and `at`; a chamber's share is filtered out of the week's documents. */
export function createFunnelCounts({ contacts, consents, screenings }: Models): StageCounts {
  return {
    greeting: (week, scope) => contacts.countDocuments({ createdAt: within(week), ...inTerritories(scope) }),
    async consent(week, scope) {
      const given = { at: within(week), given: true };
      if (scope === null) return await consents.countDocuments(given);
      const who = await consents.distinct('contactId', given);
      return await contacts.countDocuments({ _id: { $in: who }, ...inTerritories(scope) });
    },
    screening: (week, scope) => screenings.countDocuments({ at: within(week), ...inTerritories(scope) }),
    eligible: (week, scope) =>
      screenings.countDocuments({ 'verdict.kind': 'eligible', at: within(week), ...inTerritories(scope) }),
  };
}

function within({ from, to }: Week) {
  return { $gte: from, $lt: to };
}
