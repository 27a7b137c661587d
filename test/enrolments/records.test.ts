import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createVault } from '../../src/adapters/crypto/vault.ts';
import { createAudit } from '../../src/adapters/mongo/audit.ts';
import { connectRecords, type Records } from '../../src/adapters/mongo/connection.ts';
import { openKeyStore } from '../../src/adapters/mongo/contact-keys.ts';
import { createContacts } from '../../src/adapters/mongo/contacts.ts';
import { createEnrolments } from '../../src/adapters/mongo/enrolments.ts';
import { minutesOf } from '../../src/domain/enrolment.ts';
import { auditedEnrolments } from '../../src/usecases/enrolments/audited.ts';
import type { KeyStore, Vault } from '../../src/usecases/vault.ts';
import { databaseOf } from '../support/test-app.ts';
import { enrolmentOf } from './enrolment-of.ts';

let records: Records;
let keys: KeyStore;
beforeAll(async () => {
  records = await connectRecords(databaseOf(inject('mongodbUri')), { indexes: true });
  keys = await openKeyStore(records.connection, { indexes: true });
});
afterAll(() => records.close());

const AT = new Date('2026-11-20T14:00:00Z');
let vault: Vault;
beforeAll(() => {
  vault = createVault('a key for tests only', keys);
});

it('hold no name, source or reason in the open', async () => {
  const enrolments = createEnrolments(records.models, vault);
  const { enrolment } = await enrolments.enrol(enrolmentOf({ contactId: 'sealed' }));
  await enrolments.credit(enrolment.id, {
    key: 'k',
    minutes: 5,
    at: AT,
    by: 'c',
    reason: 'Vino su hija Marta',
  });
  const kept = [
    await records.models.enrolments.findById(enrolment.id).lean(),
    await records.models.businesses.findById(enrolment.businessId).lean(),
  ];
  expect(JSON.stringify(kept)).not.toMatch(/muñoz|espiga|lista|marta/i);
});

it('of two contacts that turn out to be one become one, with the hours of both and the further stage', async () => {
  const contacts = createContacts(records.models, vault, 'es');
  const enrolments = createEnrolments(records.models, vault);
  const phone = { kind: 'phone', value: '+573000000777' } as const;
  const scoped = { kind: 'scoped', value: 'CO.merge777' } as const;
  const seen = { channel: 'twilio', at: AT } as const;
  const older = await contacts.resolve({ ...seen, identities: [phone] });
  const newer = await contacts.resolve({
    ...seen,
    identities: [scoped],
    at: new Date('2026-11-21T14:00:00Z'),
  });
  const [mine, theirs, other] = [
    (await enrolments.enrol(enrolmentOf({ contactId: older }))).enrolment,
    (await enrolments.enrol(enrolmentOf({ contactId: newer }))).enrolment,
    (await enrolments.enrol(enrolmentOf({ contactId: newer, businessName: 'Otra' }))).enrolment,
  ];
  const credit = { at: AT, by: 'advisor', reason: 'attended' };
  await enrolments.credit(mine.id, { key: 'b1', minutes: 60, ...credit });
  await enrolments.credit(theirs.id, { key: 'b1', minutes: 60, ...credit });
  await enrolments.credit(theirs.id, { key: 'b2', minutes: 30, ...credit });
  await enrolments.moveTo(theirs.id, { stage: 'accompaniment', at: AT, by: 'c' });

  await contacts.resolve({ ...seen, identities: [phone, scoped] });
  await contacts.finishMerges(new Date());

  const left = await enrolments.ofContact(older);
  expect(left.map(({ id }) => id).sort()).toEqual([mine.id, other.id].sort());
  const joined = await enrolments.get(theirs.id);
  expect(joined).toMatchObject({ id: mine.id, stage: 'accompaniment' });
  expect(joined && minutesOf(joined)).toBe(90);
  expect(await enrolments.credit(theirs.id, { key: 'b3', minutes: 15, ...credit })).toBe(true);
  expect((await enrolments.get(mine.id))?.credits.map(({ key }) => key)).toEqual(['b1', 'b2', 'b3']);
  expect(await enrolments.list({ named: 'espiga' }, { limit: 50 })).toEqual(
    expect.not.arrayContaining([expect.objectContaining({ id: theirs.id })]),
  );
});

it('leave in the audit who changed what, in ids only, and nothing where nothing changed', async () => {
  const audit = createAudit(records.models);
  const enrolments = auditedEnrolments(createEnrolments(records.models, vault), audit, () => AT);
  const { enrolment } = await enrolments.enrol(enrolmentOf({ contactId: 'audited' }));
  const move = { stage: 'road-map', at: AT, by: 'coordinator-2' } as const;
  for (let i = 0; i < 2; i++) {
    await enrolments.enrol(enrolmentOf({ contactId: 'audited' }));
    await enrolments.moveTo(enrolment.id, move);
    await enrolments.credit(enrolment.id, {
      key: 'k',
      minutes: 60,
      at: AT,
      by: 'advisor-1',
      reason: 'attended',
    });
  }
  await enrolments.withdraw(enrolment.id, AT, 'coordinator-2');
  const entries = await audit.list({ limit: 10 });
  expect(entries.map(({ who, what, record }) => ({ who, what, record })).reverse()).toEqual([
    { who: 'coordinator-1', what: 'enrolment.made', record: enrolment.id },
    { who: 'coordinator-2', what: 'enrolment.stage.road-map', record: enrolment.id },
    { who: 'advisor-1', what: 'enrolment.credited', record: enrolment.id },
    { who: 'coordinator-2', what: 'enrolment.withdrawn', record: enrolment.id },
  ]);
});
