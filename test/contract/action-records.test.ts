import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createVault } from '../../src/adapters/crypto/vault.ts';
import { createMemoryRecords } from '../../src/adapters/memory/records.ts';
import { createChambers } from '../../src/adapters/mongo/chambers.ts';
import { connectRecords, type Records } from '../../src/adapters/mongo/connection.ts';
import { openKeyStore } from '../../src/adapters/mongo/contact-keys.ts';
import { createContacts } from '../../src/adapters/mongo/contacts.ts';
import { createHandoffs } from '../../src/adapters/mongo/handoffs.ts';
import { createScreenings } from '../../src/adapters/mongo/screenings.ts';
import type { RecordPorts, ScreeningRecord } from '../../src/usecases/ports.ts';
import type { KeyStore } from '../../src/usecases/vault.ts';
import { databaseOf } from '../support/test-app.ts';

type Stores = Pick<RecordPorts, 'contacts' | 'handoffs' | 'screenings' | 'chambers'>;

let records: Records;
let keys: KeyStore;
beforeAll(async () => {
  records = await connectRecords(databaseOf(inject('mongodbUri')), { indexes: true });
  keys = await openKeyStore(records.connection, { indexes: true });
});
afterAll(() => records.close());

const KINDS: Record<string, () => Stores> = {
  memory: () => createMemoryRecords(),
  mongo: () => {
    const { models } = records;
    const vault = createVault('a key for tests only', keys);
    return {
      contacts: createContacts(models, vault, 'es'),
      handoffs: createHandoffs(models),
      screenings: createScreenings(models, vault),
      chambers: createChambers(models),
    };
  },
};

const AT = new Date('2026-11-20T14:00:00Z');
const LATER = new Date('2026-11-21T14:00:00Z');

describe.each(Object.keys(KINDS))('records of actions in %s', (kind) => {
  let stores: Stores;
  beforeAll(() => {
    const make = KINDS[kind];
    if (!make) throw new Error(`no ${kind}`);
    stores = make();
  });

  it('know a contact by any of their identities', async () => {
    const phone = { kind: 'phone', value: '+573000000001' } as const;
    const id = await stores.contacts.resolve({ identities: [phone], channel: 'simulator', at: AT });
    expect(await stores.contacts.resolve({ identities: [phone], channel: 'simulator', at: LATER })).toBe(id);
    expect(await stores.contacts.find(phone)).toBe(id);
    await stores.contacts.update(id, { consented: true, optedOut: 'invitations' });
    expect(await stores.contacts.get(id)).toMatchObject({
      locale: 'es',
      consented: true,
      optedOut: 'invitations',
    });
  });

  it('hold one open handoff a contact and reason', async () => {
    const handoff = { contactId: 'ana', reason: 'asked', at: AT } as const;
    await stores.handoffs.open({ key: 't1.0', ...handoff });
    await stores.handoffs.open({ key: 't2.0', ...handoff });
    const open = (await stores.handoffs.list({ open: true })).filter(({ contactId }) => contactId === 'ana');
    expect(open.map(({ id }) => id)).toEqual(['t1.0']);
    expect(await stores.handoffs.close('t1.0', LATER)).toBe(true);
    expect(await stores.handoffs.close('t1.0', LATER)).toBe(false);
  });

  it('keep a screening once a key, and give back the first', async () => {
    await stores.screenings.insert(screening('s1', AT, 'v1'));
    expect((await stores.screenings.insert(screening('s1', LATER, 'v2'))).rubricVersion).toBe('v1');
    await stores.screenings.insert(screening('s2', LATER, 'v2'));
    expect((await stores.screenings.latest('ana'))?.id).toBe('s2');
    expect(await stores.screenings.deleteOf('ana')).toBe(2);
    expect(await stores.screenings.latest('ana')).toBeNull();
  });

  it('keep chambers by id', async () => {
    const cali = { id: 'cali', name: 'Cali', phone: '', hours: 'de 8 a 5', territories: [] };
    await stores.chambers.save(cali);
    await stores.chambers.save({ ...cali, hours: 'de 8 a 4' });
    expect(await stores.chambers.list()).toEqual([{ ...cali, hours: 'de 8 a 4' }]);
  });
});

function screening(id: string, at: Date, rubricVersion: string): ScreeningRecord {
  const verdict = { kind: 'review', results: [], score: 0, threshold: 40 } as const;
  return {
    id,
    contactId: 'ana',
    at,
    rubricVersion,
    answers: {},
    verdict: { ...verdict, results: [] },
    reviewAskedAt: null,
  };
}
