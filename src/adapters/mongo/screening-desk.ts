import { cursorOf } from '../../usecases/console/inbox.ts';
import type {
  Review,
  ReviewedScreening,
  ScreeningDesk,
  ScreeningPage,
} from '../../usecases/console/reviews.ts';
import type { Vault } from '../../usecases/vault.ts';
import type { ScreeningDocument } from './documents.ts';
import { afterCursor, inTerritories } from './keyset.ts';
import type { Models } from './models.ts';
import { toScreening } from './screenings.ts';

const UNDECIDED = { $or: [{ review: { $exists: false } }, { 'review.decision': 'asked' }] };
const COUNT_MOST = 1_000;

/** Lists go by `newest`, `newest_by_verdict` or, for those that wait, by `reviewAskedAt`. */
export function createScreeningDesk({ screenings }: Pick<Models, 'screenings'>, vault: Vault): ScreeningDesk {
  const toReviewed = async (found: ScreeningDocument): Promise<ReviewedScreening> => ({
    ...(await toScreening(vault, found)),
    territory: found.territory ?? null,
    review: (found.review as Review | undefined) ?? null,
  });
  return {
    async list(page) {
      const found = await screenings
        .find(wanted(page))
        .sort({ at: -1, _id: -1 })
        .limit(page.limit + 1)
        .lean();
      const shown = await Promise.all(found.slice(0, page.limit).map(toReviewed));
      const last = shown.at(-1);
      return { screenings: shown, next: last && found.length > page.limit ? cursorOf(last) : null };
    },
    async get(id) {
      const found = await screenings.findById(id).lean();
      return found && (await toReviewed(found));
    },
    async ofContact(contactId) {
      const found = await screenings.find({ contactId }).sort({ at: -1 }).lean();
      return await Promise.all(found.map(toReviewed));
    },
    async countWaiting(scope) {
      const wish = wanted({ waiting: true, scope, limit: 0 });
      return await screenings.countDocuments(wish, { limit: COUNT_MOST });
    },
    async decide(id, review) {
      const done = await screenings.updateOne({ _id: id, ...UNDECIDED }, { $set: { review } });
      return done.modifiedCount === 1;
    },
    async *newest(scope, most) {
      const cursor = screenings
        .find(inTerritories(scope))
        .sort({ at: -1, _id: -1 })
        .limit(most)
        .lean()
        .cursor();
      for await (const found of cursor) yield await toReviewed(found);
    },
  };
}

function wanted({ verdict, waiting, scope, after }: ScreeningPage) {
  return {
    ...(verdict && { 'verdict.kind': verdict }),
    ...(waiting && { reviewAskedAt: { $gt: new Date(0) } }),
    ...inTerritories(scope),
    $and: [waiting ? UNDECIDED : {}, afterCursor('at', after, 'newest')],
  };
}
