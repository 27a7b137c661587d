import type { Model } from 'mongoose';
import type { Audience, Subject } from '../../domain/broadcast.ts';
import type { Candidate } from '../../domain/broadcast-plan.ts';
import type { Audiences } from '../../usecases/broadcasts/ports.ts';
import { readable, type Vault } from '../../usecases/vault.ts';
import { createBroadcastRows } from './broadcast-rows.ts';
import type { EnrolmentDocument } from './enrolments-models.ts';
import type { Models } from './models.ts';

const PAGE = 1_000;

type Entry = Pick<EnrolmentDocument, 'contactId' | 'consentedAt' | 'credits'>;

/** People of the businesses on the route, a thousand at a time: seven queries a page, whatever the filter. */
export function createAudiences(models: Models, vault: Vault): Audiences {
  const rows = createBroadcastRows(models);

  async function page(
    entries: Entry[],
    audience: Audience,
    about: { subject: Subject; day: string },
  ): Promise<Candidate[]> {
    const contactIds = [...new Set(entries.map(({ contactId }) => contactId))];
    const among = { contactId: { $in: contactIds } };
    const eventId = about.subject.kind === 'event' ? about.subject.eventId : null;
    const { invitedBefore, attended } = audience;
    const [contacts, chats, receipts, written, invited, came] = await Promise.all([
      contactsOf(contactIds),
      plain(models.conversations, { _id: { $in: contactIds } }, { lastInboundAt: 1 }),
      plain(models.consents, among, { contactId: 1, purpose: 1, given: 1, at: 1 }),
      plain(models.broadcastRows, { ...among, day: about.day }, { contactId: 1 }),
      invitedBefore === undefined ? null : rows.invitedAmong(contactIds, eventId),
      attended === undefined
        ? null
        : plain(models.bookings, { ...among, state: 'attended' }, { contactId: 1 }),
    ]);
    const excluded = await excludedAmong([...contacts.values()]);
    const lastInbound = new Map(chats.map(({ _id, lastInboundAt }) => [_id, lastInboundAt ?? null]));
    const receiptsOf = grouped(receipts);
    const writtenToday = new Set(written.map(({ contactId }) => contactId));
    const cameOnce = came && new Set(came.map(({ contactId }) => contactId));
    const wanted = entries.filter(
      ({ contactId }) =>
        (invited === null || invited.has(contactId) === invitedBefore) &&
        (cameOnce === null || cameOnce.has(contactId) === attended),
    );
    return wanted.map(({ contactId, consentedAt }) => {
      const contact = contacts.get(contactId);
      return {
        contactId: contact?.id ?? contactId,
        reachable: (contact?.hashes.length ?? 0) > 0,
        optedOut: contact?.optedOut ?? 'nothing',
        excluded: contact?.hashes.some((hash) => excluded.has(hash)) ?? false,
        enrolledConsentAt: consentedAt ?? null,
        receipts: receiptsOf.get(contactId) ?? NONE,
        lastInboundAt: lastInbound.get(contactId) ?? null,
        writtenToday: writtenToday.has(contactId),
      };
    });
  }

  /** Of one that was merged, the contact it became. */
  async function contactsOf(ids: string[]): Promise<Map<string, Known>> {
    const wanted = { identities: 1, optedOut: 1, mergedInto: 1 } as const;
    const found = await plain(models.contacts, { _id: { $in: ids } }, wanted);
    const merged = found.flatMap(({ mergedInto }) => mergedInto ?? []);
    const became = merged.length > 0 ? await contactsOf(merged) : new Map<string, Known>();
    return new Map(
      found.map(({ _id, identities, optedOut, mergedInto }) => [
        _id,
        (mergedInto && became.get(mergedInto)) || {
          id: _id,
          hashes: identities.map(({ hash }) => hash),
          optedOut: optedOut as Candidate['optedOut'],
        },
      ]),
    );
  }

  async function excludedAmong(contacts: Known[]): Promise<Set<string>> {
    if ((await models.excludedNumbers.estimatedDocumentCount()) === 0) return new Set();
    const hashes = contacts.flatMap((one) => one.hashes);
    const found = await models.excludedNumbers.find({ _id: { $in: hashes } }, { _id: 1 }).lean();
    return new Set(found.map(({ _id }) => _id));
  }

  return {
    async *read(audience, about) {
      const entries = models.enrolments.collection
        .find(filterOf(audience) as never, {
          projection: { contactId: 1, consentedAt: 1, 'credits.minutes': 1 },
        })
        .sort({ contactId: 1, businessId: 1 })
        .batchSize(PAGE);
      let waiting: Entry[] = [];
      for await (const found of entries) {
        const entry = found as unknown as Entry;
        if (hasMinutes(entry, audience)) waiting.push(entry);
        if (waiting.length < PAGE) continue;
        yield await page(waiting, audience, about);
        waiting = [];
      }
      if (waiting.length > 0) yield await page(waiting, audience, about);
    },
    async sample(contactIds) {
      const found = await models.enrolments
        .find({ contactId: { $in: [...contactIds] } }, { contactId: 1, name: 1, chamber: 1 })
        .lean();
      const people = new Map<string, { contactId: string; name: string | null; chamber: string }>();
      for (const { contactId, name, chamber } of found) {
        if (people.has(contactId)) continue;
        people.set(contactId, { contactId, name: name && (await readable(vault, name)), chamber });
      }
      return contactIds.flatMap((id) => people.get(id) ?? []);
    },
  };
}

/** By the driver alone: mongoose, which checks each id of a thousand, takes as long again. */
async function plain<T>(
  model: Model<T>,
  filter: Record<string, unknown>,
  projection: Record<string, 1>,
): Promise<T[]> {
  return (await model.collection.find(filter as never, { projection }).toArray()) as unknown as T[];
}

type Known = { id: string; hashes: string[]; optedOut: Candidate['optedOut'] };
const NONE: Candidate['receipts'] = [];

function filterOf({ chambers, territories, stages, sectors, tags }: Audience): Record<string, unknown> {
  const among = (values: readonly string[] | undefined) => values && { $in: [...values] };
  const wanted = {
    chamber: among(chambers),
    territory: among(territories),
    stage: among(stages),
    sector: among(sectors),
    tags: among(tags),
  };
  const given = Object.entries(wanted).filter(([, value]) => value !== undefined);
  return { status: 'active', mergedInto: { $exists: false }, ...Object.fromEntries(given) };
}

function hasMinutes({ credits }: Entry, { minMinutes, maxMinutes }: Audience): boolean {
  if (minMinutes === undefined && maxMinutes === undefined) return true;
  const sum = (credits ?? []).reduce((total, { minutes }) => total + minutes, 0);
  return sum >= (minMinutes ?? Number.NEGATIVE_INFINITY) && sum <= (maxMinutes ?? Number.POSITIVE_INFINITY);
}

function grouped(receipts: { contactId: string; purpose: string; given: boolean; at: Date }[]) {
  const of = new Map<string, { purpose: string; given: boolean; at: Date }[]>();
  for (const { contactId, purpose, given, at } of receipts) {
    const list = of.get(contactId);
    if (list) list.push({ purpose, given, at });
    else of.set(contactId, [{ purpose, given, at }]);
  }
  return of;
}
