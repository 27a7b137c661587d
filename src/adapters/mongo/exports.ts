import { inScope, type Scope } from '../../usecases/console/scope.ts';
import { readable, type Vault } from '../../usecases/vault.ts';
import { exportCertificates } from './certificates-export.ts';
import { enrolmentExporters } from './enrolments-export.ts';
import { eventExporters } from './events-export.ts';
import type { Models } from './models.ts';
import { toScreening } from './screenings.ts';
import { sessionExporters } from './sessions-export.ts';

export const EXPORTED = [
  'screenings',
  'messages',
  'contacts',
  'consents',
  'handoffs',
  'enrolments',
  'businesses',
  'certificates',
  'bookings',
  'rsvps',
] as const;
export type Exported = (typeof EXPORTED)[number];
type Rows = AsyncIterable<Record<string, unknown>>;

export function isExported(name: string): name is Exported {
  return EXPORTED.some((one) => one === name);
}

/** Records in the open, oldest first, for a person who may read them. */
export function exporters(models: Models, vault: Vault): Record<Exported, () => Rows> {
  const numberOf = async (contactId: string) => {
    const found = await models.contacts.findById(contactId).lean();
    const [first] = found?.identities ?? [];
    return first ? await readable(vault, first.sealed) : null;
  };
  return {
    async *screenings() {
      for await (const found of models.screenings.find().sort({ at: 1 }).lean().cursor()) {
        const { id, contactId, at, rubricVersion, answers, verdict, reviewAskedAt } = await toScreening(
          vault,
          found,
        );
        const { kind, score, threshold, results } = verdict;
        const contact = await numberOf(contactId);
        const reasons = Object.fromEntries(
          results.map(({ criterion, outcome, reason }) => [criterion, { outcome, reason }]),
        );
        yield {
          id,
          at,
          contactId,
          contact,
          verdict: kind,
          score,
          threshold,
          rubricVersion,
          reviewAskedAt,
          reasons,
          answers,
        };
      }
    },
    async *messages() {
      for await (const found of models.messages.find().sort({ createdAt: 1, position: 1 }).lean().cursor()) {
        const { _id: id, direction, contactId, channel, createdAt: at, content, state, status, code } = found;
        const text = await readable(vault, content);
        const words = text === null ? { kind: 'deleted' } : JSON.parse(text);
        yield { id, at, direction, contactId, channel, state, status, code, content: words };
      }
    },
    async *contacts() {
      for await (const found of models.contacts.find().sort({ createdAt: 1 }).lean().cursor()) {
        const { _id: id, createdAt, locale, consented, optedOut, mergedInto = null } = found;
        const identities = await Promise.all(found.identities.map(({ sealed }) => readable(vault, sealed)));
        yield { id, createdAt, identities, locale, consented, optedOut, mergedInto };
      }
    },
    async *consents() {
      for await (const { _id: id, ...consent } of models.consents.find().sort({ at: 1 }).lean().cursor())
        yield { id, ...consent };
    },
    async *handoffs() {
      for await (const { _id: id, ...handoff } of models.handoffs
        .find()
        .sort({ openedAt: 1 })
        .lean()
        .cursor())
        yield { id, ...handoff, contact: await numberOf(handoff.contactId) };
    },
    ...enrolmentExporters(models, vault, numberOf),
    certificates: () => exportCertificates(models, vault),
    ...sessionExporters(models, vault, numberOf),
    ...eventExporters(models, vault, numberOf),
  };
}

/** The rows of people whom an account sees. */
export async function* rowsInScope(
  models: Models,
  rows: Rows,
  { scope, idOf }: { scope: Scope; idOf(row: Record<string, unknown>): unknown },
): Rows {
  const places = new Map<unknown, string | null>();
  for await (const row of rows) {
    const id = idOf(row);
    if (scope !== null && !places.has(id)) {
      const found = await models.contacts.findById(String(id), { territory: 1 }).lean();
      places.set(id, found?.territory ?? null);
    }
    if (inScope(scope, places.get(id) ?? null)) yield row;
  }
}

/** The rows of one chamber; all of them where it is null. */
export async function* rowsOfChamber(rows: Rows, chamber: string | null): Rows {
  for await (const row of rows) if (chamber === null || row.chamber === chamber) yield row;
}
