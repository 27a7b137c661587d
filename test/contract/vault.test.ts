import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createVault, SHRED_AFTER_MS } from '../../src/adapters/crypto/vault.ts';
import { connectRecords, type Records } from '../../src/adapters/mongo/connection.ts';
import { keysDatabase, openKeyStore } from '../../src/adapters/mongo/contact-keys.ts';
import type { KeyStore, Vault } from '../../src/usecases/vault.ts';
import { databaseOf } from '../support/test-app.ts';

let records: Records;
let store: KeyStore;
beforeAll(async () => {
  records = await connectRecords(databaseOf(inject('mongodbUri')), { indexes: true });
  store = await openKeyStore(records.connection, { indexes: true });
});
afterAll(() => records.close());

const SECRET = 'a key for tests only';
const TEXT = 'vendo empanadas';
/** Each as a process of its own would have it. */
const aVault = (secret = SECRET): Vault => createVault(secret, store);
const aContact = () => randomUUID();
const opened = { kind: 'opened', text: TEXT };
const keys = () =>
  records.connection.getClient().db(keysDatabase(records.connection)).collection('contactKeys');

async function shredAll(vault: Vault): Promise<number> {
  return await vault.shred(new Date(Date.now() + SHRED_AFTER_MS + 1_000));
}

describe('a key per contact', () => {
  it('opens in any process what was sealed in one', async () => {
    const seal = await aVault().of(aContact());
    expect(seal(TEXT)).not.toContain('empanadas');
    expect(seal(TEXT)).not.toBe(seal(TEXT));
    expect(await aVault().read(seal(TEXT))).toEqual(opened);
  });

  it('is one, of twenty processes that need it at once', async () => {
    const contactId = aContact();
    const seals = await Promise.all(Array.from({ length: 20 }, () => aVault().of(contactId)));
    expect(await keys().countDocuments({ contactId })).toBe(1);
    for (const seal of seals) expect(await aVault().read(seal(TEXT))).toEqual(opened);
  });

  it('lies wrapped, in a database apart from what it seals', async () => {
    const contactId = aContact();
    await aVault().of(contactId);
    expect(keysDatabase(records.connection)).not.toBe(records.connection.name);
    const kept = await keys().findOne({ contactId });
    expect(kept).toMatchObject({ owner: contactId, active: true, wrapped: expect.any(String) });
    const stranger = aVault('another ENCRYPTION_KEY altogether');
    await expect(stranger.of(contactId)).rejects.toThrow();
  });

  it('of another contact does not open it, nor does an altered text', async () => {
    const [mine, theirs] = [aContact(), aContact()];
    const sealed = (await aVault().of(mine))(TEXT);
    await aVault().of(theirs);
    const [their, my] = await Promise.all([theirs, mine].map((contactId) => keys().findOne({ contactId })));
    const moved = sealed.replace(String(my?._id), String(their?._id));
    await expect(aVault().read(moved)).rejects.toThrow();
    await expect(aVault().read(`${sealed.slice(0, -4)}AAA=`)).rejects.toThrow();
    // Nor does a key that was put in another's place.
    await keys().updateOne({ contactId: theirs }, { $set: { wrapped: my?.wrapped } });
    await expect(aVault().of(theirs)).rejects.toThrow();
  });

  it('asks the store once for many texts', async () => {
    let asked = 0;
    const counting: KeyStore = {
      ...store,
      active(...args) {
        asked++;
        return store.active(...args);
      },
      get(id) {
        asked++;
        return store.get(id);
      },
    };
    const vault = createVault(SECRET, counting);
    const contactId = aContact();
    for (let n = 0; n < 50; n++) expect(await vault.read((await vault.of(contactId))(TEXT))).toEqual(opened);
    expect(asked).toBeLessThanOrEqual(2);
  });

  it('opens what the single key of before has sealed', async () => {
    expect(await aVault().read(aVault().seal(TEXT))).toEqual(opened);
    expect(aVault().open(aVault().seal(TEXT))).toBe(TEXT);
  });
});

describe('a contact who was joined to another', () => {
  it('is read on, sealed anew with the other key, and shredded with the other', async () => {
    const vault = aVault();
    const [older, newer] = [aContact(), aContact()];
    const before = (await vault.of(newer))(TEXT);
    await vault.of(older);
    await vault.join(newer, older);
    expect(await aVault().read(before)).toEqual(opened);
    await vault.retire(older, new Date());
    await shredAll(vault);
    expect(await aVault().read(before)).toEqual({ kind: 'shredded' });
  });
});

describe('a retired key', () => {
  it('opens until nobody can hold it, then never: in no copy of the data either', async () => {
    const contactId = aContact();
    const vault = aVault();
    const backup = (await vault.of(contactId))(TEXT);
    await vault.retire(contactId, new Date());
    const after = (await vault.of(contactId))(TEXT);
    expect(await vault.shred(new Date())).toBe(0);
    expect(await aVault().read(backup)).toEqual(opened);
    expect(await shredAll(vault)).toBe(1);
    expect(await aVault().read(backup)).toEqual({ kind: 'shredded' });
    expect(await aVault().read(after)).toEqual(opened);
    const [shredded] = await keys().find({ contactId, active: false }).toArray();
    expect(shredded).toMatchObject({ shreddedAt: expect.any(Date) });
    expect(shredded).not.toHaveProperty('wrapped');
  });

  it('is told from one that is missing', async () => {
    const contactId = aContact();
    const sealed = (await aVault().of(contactId))(TEXT);
    await keys().deleteOne({ contactId });
    expect(await aVault().read(sealed)).toEqual({ kind: 'missing' });
  });
});
