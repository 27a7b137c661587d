import { cursorOf, type FailedMessage, type Inbox, type InboxPage } from '../../usecases/console/inbox.ts';
import { inScope, type Scope } from '../../usecases/console/scope.ts';
import type { Vault } from '../../usecases/vault.ts';
import { linesOf } from './inbox-lines.ts';
import { afterCursor, inTerritories } from './keyset.ts';
import type { Models } from './models.ts';

type Found = { contactId: string; at: Date; id: string };

/** Held chats are as many as there are people at work; more than this is no inbox to look through. */
const HELD = 500;

export function createInbox(models: Models, vault: Vault): Inbox {
  const find = (page: InboxPage): Promise<Found[]> => {
    if (page.filter === 'needs-person') return ticketsOf(models, page);
    if (page.filter === 'opted-out') return optedOut(models, page);
    return page.filter === 'unanswered' ? waiting(models, page) : conversations(models, page);
  };
  return {
    async list(page) {
      const found = await find({ ...page, limit: page.limit + 1 });
      const shown = found.slice(0, page.limit);
      const last = shown.at(-1);
      const lines = await linesOf(
        models,
        vault,
        shown.map(({ contactId }) => contactId),
      );
      return { lines, next: last && found.length > page.limit ? cursorOf(last) : null };
    },
    async line(contactId, scope) {
      const [line] = await linesOf(models, vault, [contactId]);
      return line && inScope(scope, line.territory) ? line : null;
    },
    async countOpen(scope) {
      if (scope === null) return await models.handoffs.countDocuments({ open: true });
      return (await ticketsOf(models, { scope, limit: HELD })).length;
    },
    async closeTickets(contactId, closedAt) {
      await models.handoffs.updateMany({ contactId, open: true }, { $set: { open: false, closedAt } });
    },
    async closeReviewTicket(contactId, closedAt) {
      const review = { contactId, reason: 'review', open: true };
      await models.handoffs.updateMany(review, { $set: { open: false, closedAt } });
    },
    failed: (scope, limit) => failed(models, scope, limit),
  };
}

/** By the index `inbox`, or `inbox_by_owner`. */
async function conversations({ conversations: all }: Models, page: InboxPage): Promise<Found[]> {
  const found = await all
    .find(
      {
        ...(page.filter === 'human' && { owner: 'human' }),
        ...inTerritories(page.scope),
        ...afterCursor('updatedAt', page.after, 'newest'),
      },
      { updatedAt: 1 },
    )
    .sort({ updatedAt: -1, _id: -1 })
    .limit(page.limit)
    .lean();
  return found.map(({ _id, updatedAt }) => ({ contactId: _id, at: updatedAt, id: _id }));
}

/** Open tickets are few: by `open, openedAt`, one line a contact; territories are looked up a batch at a time. */
async function ticketsOf(
  models: Models,
  page: Pick<InboxPage, 'scope' | 'limit' | 'after'>,
): Promise<Found[]> {
  const kept = new Map<string, Found>();
  let after = page.after;
  for (;;) {
    const batch = await models.handoffs
      .find({ open: true, ...afterCursor('openedAt', after, 'oldest') }, { contactId: 1, openedAt: 1 })
      .sort({ openedAt: 1, _id: 1 })
      .limit(BATCH)
      .lean();
    const places = await territoriesOf(
      models,
      batch.map(({ contactId }) => contactId),
    );
    for (const { _id: id, contactId, openedAt: at } of batch) {
      if (inScope(page.scope, places.get(contactId) ?? null) && !kept.has(contactId))
        kept.set(contactId, { contactId, at, id });
      if (kept.size === page.limit) return [...kept.values()];
    }
    const last = batch.at(-1);
    if (!last || batch.length < BATCH) return [...kept.values()];
    after = cursorOf({ at: last.openedAt, id: last._id });
  }
}

const BATCH = 100;

/** A person has the chat and the contact wrote last: among the held ones, which are few. */
async function waiting(models: Models, page: InboxPage): Promise<Found[]> {
  const held = await models.takeovers
    .find({ state: 'held', ...afterCursor('since', page.after, 'newest') })
    .sort({ since: -1, _id: -1 })
    .limit(HELD)
    .lean();
  const ids = held.map(({ _id }) => _id);
  const talks = await models.conversations
    .find({ _id: { $in: ids }, ...inTerritories(page.scope) }, { lastInboundAt: 1 })
    .lean();
  const heard = new Map(talks.map(({ _id, lastInboundAt }) => [_id, lastInboundAt]));
  return held
    .filter(({ _id, repliedAt }) => heard.has(_id) && (!repliedAt || (heard.get(_id) ?? 0) > repliedAt))
    .slice(0, page.limit)
    .map(({ _id, since }) => ({ contactId: _id, at: since, id: _id }));
}

async function optedOut({ contacts }: Models, page: InboxPage): Promise<Found[]> {
  const found = await contacts
    .find(
      {
        optedOut: { $in: ['invitations', 'everything'] },
        ...inTerritories(page.scope),
        ...afterCursor('createdAt', page.after, 'newest'),
      },
      { createdAt: 1 },
    )
    .sort({ createdAt: -1, _id: -1 })
    .limit(page.limit)
    .lean();
  return found.map(({ _id, createdAt }) => ({ contactId: _id, at: createdAt, id: _id }));
}

async function failed(models: Models, scope: Scope, limit: number): Promise<FailedMessage[]> {
  const found = await models.messages
    .find({ state: 'failed' }, { contactId: 1, createdAt: 1, code: 1, reason: 1 })
    .sort({ createdAt: -1 })
    .limit(BATCH)
    .lean();
  const places = await territoriesOf(
    models,
    found.map(({ contactId }) => contactId),
  );
  return found
    .filter(({ contactId }) => inScope(scope, places.get(contactId) ?? null))
    .slice(0, limit)
    .map(({ _id: id, contactId, createdAt: at, code = null, reason = null }) => ({
      id,
      contactId,
      at,
      code,
      reason,
    }));
}

async function territoriesOf({ contacts }: Models, ids: string[]): Promise<Map<string, string | null>> {
  const found = await contacts.find({ _id: { $in: ids } }, { territory: 1 }).lean();
  return new Map(found.map(({ _id, territory }) => [_id, territory ?? null]));
}
