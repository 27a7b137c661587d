import { afterAll, beforeAll, expect, it } from 'vitest';
import { isSignedBy } from '../../src/adapters/crypto/certificate-seal.ts';
import { createAudit } from '../../src/adapters/mongo/audit.ts';
import { createContacts } from '../../src/adapters/mongo/contacts.ts';
import { personalSections } from '../../src/adapters/mongo/personal-data.ts';
import { checkOffline, keySetOf } from '../../src/usecases/certificates/check-offline.ts';
import { issueCertificate } from '../../src/usecases/certificates/issue.ts';
import { verifyCode } from '../../src/usecases/certificates/verify.ts';
import { AT, earned, NOW, STANDS, type Stand, standOn } from './house.ts';

let stand: Stand & Required<Pick<Stand, 'records' | 'vault'>>;
beforeAll(async () => {
  const opened = await STANDS.records?.();
  if (!opened?.records || !opened.vault) throw new Error('no records');
  const { records, vault } = opened;
  stand = { ...opened, records, vault };
});
afterAll(() => stand.close());

async function certificate(contactId: string, ports = stand.ports) {
  const enrolment = await earned(ports, { contactId });
  const issued = await issueCertificate({ ports }, { enrolmentId: enrolment.id, by: 'rosa', now: NOW });
  if (issued.kind !== 'issued' || !issued.certificate.signed) throw new Error(issued.kind);
  return { ...issued.certificate, signed: issued.certificate.signed };
}

it('hold no name, business or reason in the open', async () => {
  const { id } = await certificate('sealed');
  await stand.ports.certifying.certificates.revoke(id, {
    at: NOW,
    by: 'rosa',
    reason: 'Es de su hija Marta',
  });
  const kept = await stand.records.models.certificates.findById(id).lean();
  expect(JSON.stringify(kept)).not.toMatch(/muñoz|espiga|marta/i);
});

it('a signature is checked offline; any fact changed by one letter is forged', async () => {
  const { signed } = await certificate('signed');
  const keys = keySetOf(await stand.ports.certifying.keys.list());
  expect(checkOffline(signed, keys, isSignedBy)).toMatchObject({
    kind: 'genuine',
    statement: { name: 'Ana María Muñoz' },
    details: { chamber: 'Cámara DEMO' },
  });
  const { details, ...proof } = signed;
  expect(checkOffline({ proof }, keys, isSignedBy)).toMatchObject({ kind: 'genuine', details: null });
  const forged = [
    { ...signed, statement: { ...signed.statement, name: 'Ana María Munoz' } },
    { ...signed, statement: { ...signed.statement, minutes: 3000 } },
    { ...signed, details: { ...details, chamber: 'Otra' } },
    {
      ...signed,
      signature:
        `A${signed.signature.slice(1)}` === signed.signature
          ? `B${signed.signature.slice(1)}`
          : `A${signed.signature.slice(1)}`,
    },
    { ...signed, signature: '' },
  ];
  for (const one of forged) expect(checkOffline(one, keys, isSignedBy)).toEqual({ kind: 'forged' });
  expect(checkOffline({ hello: 1 }, keys, isSignedBy)).toEqual({ kind: 'unreadable' });
  expect(checkOffline({ ...signed, key: 'other' }, keys, isSignedBy)).toEqual({ kind: 'unknown-key' });
});

it('a key that was changed stays published, and what it signed stays genuine', async () => {
  const before = await certificate('old-key');
  const { ports } = await standOn(stand.records, 'another certificate key');
  const after = await certificate('new-key', ports);
  expect(after.signed.key).not.toBe(before.signed.key);
  const keys = keySetOf(await ports.certifying.keys.list());
  expect(keys.keys.map(({ kid }) => kid)).toEqual([before.signed.key, after.signed.key]);
  for (const { signed } of [before, after])
    expect(checkOffline(signed, keys, isSignedBy)).toMatchObject({ kind: 'genuine' });
});

it('leave in the audit who issued and who took back, in ids only', async () => {
  const { id, enrolmentId } = await certificate('audited');
  const again = await issueCertificate(stand, { enrolmentId, by: 'luis', now: NOW, again: true });
  await stand.ports.certifying.certificates.revoke(id, { at: NOW, by: 'rosa', reason: 'x' });
  if (again.kind !== 'issued') throw new Error(again.kind);
  const revoke = { at: NOW, by: 'rosa', reason: 'Se equivocó Marta' };
  expect(await stand.ports.certifying.certificates.revoke(again.certificate.id, revoke)).toBe(true);
  const entries = await createAudit(stand.records.models).list({ limit: 100 });
  const theirs = entries.filter(({ record }) => [id, again.certificate.id].includes(record));
  expect(theirs.map(({ who, what }) => ({ who, what }))).toEqual(
    expect.arrayContaining([
      { who: 'rosa', what: 'certificate.issued' },
      { who: 'luis', what: 'certificate.reissued' },
      { who: 'rosa', what: 'certificate.revoked' },
    ]),
  );
  expect(theirs).toHaveLength(3);
});

it('“borrar mis datos” takes the name out of the certificate at once; the code then says so', async () => {
  const { code, id } = await certificate('erased');
  await stand.ports.erasure.erase('erased');
  expect(await verifyCode(stand.ports.certifying, code)).toEqual({ kind: 'anonymised', code, minutes: 2520 });
  const kept = await stand.records.models.certificates.findById(id).lean();
  expect(kept).toMatchObject({ signed: '', minutes: 2520, status: 'valid' });
});

it('are among what a person may see of their data', async () => {
  const { code } = await certificate('curious');
  const sections = personalSections(stand.records.models, stand.vault);
  const rows = await sections.find(({ name }) => name === 'certificates')?.read('curious');
  expect(rows).toMatchObject([{ code, name: 'Ana María Muñoz', chamber: 'Cámara DEMO', status: 'valid' }]);
});

it('of two contacts that turn out to be one go over to the one that stays; one business has one certificate', async () => {
  const { models } = stand.records;
  const contacts = createContacts(models, stand.vault, 'es');
  const phone = { kind: 'phone', value: '+573005550771' } as const;
  const scoped = { kind: 'scoped', value: 'CO.certified771' } as const;
  const seen = { channel: 'twilio', at: AT } as const;
  const older = await contacts.resolve({ ...seen, identities: [phone] });
  const newer = await contacts.resolve({ ...seen, identities: [scoped], at: NOW });
  const [stays, goes] = [await certificate(older), await certificate(newer)];
  await contacts.resolve({ ...seen, identities: [phone, scoped] });
  await contacts.finishMerges(new Date());
  expect((await verifyCode(stand.ports.certifying, stays.code)).kind).toBe('valid');
  expect((await verifyCode(stand.ports.certifying, goes.code)).kind).toBe('replaced');
  expect(await stand.ports.certifying.certificates.ofContact(older)).toHaveLength(2);
});
