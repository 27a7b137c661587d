import { createVault } from '../../src/adapters/crypto/vault.ts';
import { noSessions, sessionsIn } from '../../src/adapters/memory/sessions.ts';
import type { Records } from '../../src/adapters/mongo/connection.ts';
import { openKeyStore } from '../../src/adapters/mongo/contact-keys.ts';
import { createSessionStores } from '../../src/adapters/mongo/sessions.ts';
import type { Advisor } from '../../src/domain/advisor.ts';
import { individualSessionId, type Session } from '../../src/domain/session.ts';
import type { SessionPorts } from '../../src/usecases/session-ports.ts';

export const NOW = new Date('2026-11-23T14:00:00Z');

/** Empty stores of a kind: in memory, or in the records with the collections cleared. */
export async function storesOf(kind: 'memory' | 'mongo', records: Records): Promise<SessionPorts> {
  if (kind === 'memory') return sessionsIn(noSessions());
  const { advisors, sessions, bookings, waitlist } = records.models;
  for (const one of [advisors, sessions, bookings, waitlist]) await one.collection.deleteMany({});
  const keys = await openKeyStore(records.connection, { indexes: true });
  return createSessionStores(records.models, createVault('a key for tests only', keys));
}

export function advisorOf(change: Partial<Advisor> = {}): Advisor {
  return {
    id: 'luz',
    contactId: 'contact-luz',
    name: 'Luz Marina',
    chamber: 'cali',
    territories: [],
    kinds: ['individual', 'entry-diagnosis'],
    weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:00', to: '12:00' })),
    exceptions: [],
    bufferMinutes: 15,
    maxPerDay: 4,
    place: { address: 'Cámara de Cali', link: null },
    status: 'active',
    ...change,
  };
}

export function groupOf(change: Partial<Session> = {}): Session {
  return {
    id: 'taller',
    kind: 'group',
    advisorId: 'luz',
    chamber: 'cali',
    territories: [],
    startsAt: new Date('2026-11-26T14:00:00Z'),
    endsAt: new Date('2026-11-26T16:00:00Z'),
    seats: 20,
    place: { address: 'Cámara de Cali', link: null },
    status: 'open',
    ...change,
  };
}

export function individualOf(startsAt: Date, advisorId = 'luz'): Session {
  const endsAt = new Date(startsAt.getTime() + 60 * 60_000);
  return groupOf({
    id: individualSessionId(advisorId, startsAt),
    kind: 'individual',
    advisorId,
    seats: 1,
    startsAt,
    endsAt,
  });
}
