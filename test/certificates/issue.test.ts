import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueCertificate } from '../../src/usecases/certificates/issue.ts';
import { verifyCode } from '../../src/usecases/certificates/verify.ts';
import { earned, NOW, STANDS, type Stand } from './house.ts';

describe.each(Object.entries(STANDS))('certificates in %s', (_name, open) => {
  let stand: Stand;
  let ports: Stand['ports'];
  beforeAll(async () => {
    stand = await open();
    ({ ports } = stand);
  });
  afterAll(() => stand.close());

  const issue = (enrolmentId: string, more: { again?: boolean; by?: string } = {}) =>
    issueCertificate({ ports }, { enrolmentId, by: 'rosa', now: NOW, ...more });
  const certificateOf = async (enrolmentId: string, more = {}) => {
    const issued = await issue(enrolmentId, more);
    if (issued.kind === 'unknown' || issued.kind === 'missing') throw new Error(issued.kind);
    return issued.certificate;
  };

  it('one that is earned is issued once, with the facts as they are', async () => {
    const { id } = await earned(ports, { contactId: 'ana' });
    const first = await issue(id);
    expect(first).toMatchObject({
      kind: 'issued',
      certificate: {
        enrolmentId: id,
        version: 1,
        minutes: 2520,
        status: 'valid',
        told: null,
        signed: {
          statement: {
            programme: 'FortaleSER',
            name: 'Ana María Muñoz',
            minutes: 2520,
            issued: '2026-11-27',
          },
          details: { business: 'Panadería La Espiga', chamber: 'Cámara DEMO', from: '2026-11-20' },
        },
      },
    });
    const second = await issue(id);
    expect(second).toMatchObject({ kind: 'known' });
    expect('certificate' in second && second.certificate).toEqual(
      'certificate' in first && first.certificate,
    );
  });

  it('of twenty who issue it at once all get the same one', async () => {
    const { id } = await earned(ports, { contactId: 'race' });
    const all = await Promise.all(Array.from({ length: 20 }, () => certificateOf(id)));
    expect(new Set(all.map(({ code }) => code)).size).toBe(1);
    expect(await ports.certifying.certificates.ofContact('race')).toHaveLength(1);
  });

  it('one that is not earned says what is missing, and nothing is issued', async () => {
    const { id } = await earned(ports, { contactId: 'early', minutes: 60, stage: 'road-map' });
    expect(await issue(id)).toMatchObject({
      kind: 'missing',
      whose: 'ours',
      missing: [{ kind: 'stage' }, { kind: 'hours', minutes: 2340 }],
    });
    expect(await ports.certifying.certificates.latestOf(id)).toBeNull();
    expect(await issue('nobody')).toEqual({ kind: 'unknown' });
  });

  it('a changed name gives a new version, and the old one says so', async () => {
    const { id } = await earned(ports, { contactId: 'renamed' });
    const old = await certificateOf(id);
    await ports.enrolments.rename(id, { name: 'Ana María Muñoz de Ruiz', by: 'rosa' });
    const both = await Promise.all([certificateOf(id), certificateOf(id)]);
    expect(both.map(({ version }) => version)).toEqual([2, 2]);
    expect(both[0]?.code).toBe(both[1]?.code);
    expect(await verifyCode(ports.certifying, old.code)).toEqual({ kind: 'replaced', code: old.code });
    expect(await verifyCode(ports.certifying, both[0]?.code ?? '')).toMatchObject({
      kind: 'valid',
      name: 'Ana María Muñoz de Ruiz',
      minutes: 2520,
    });
  });

  it('a version a crash left unreplaced says replaced all the same', async () => {
    const { id, contactId } = await earned(ports, { contactId: 'crashed' });
    const old = await certificateOf(id);
    const { certificates } = ports.certifying;
    const cut = { ...ports.certifying, certificates: { ...certificates, byCode: async () => old } };
    await certificateOf(id, { again: true });
    expect(old.status).toBe('valid');
    expect(await verifyCode(cut, old.code)).toMatchObject({ kind: 'replaced' });
    expect(await certificates.ofContact(contactId)).toHaveLength(2);
  });

  it('one taken back stays taken back, however often its owner asks; a coordinator may give another', async () => {
    const { id } = await earned(ports, { contactId: 'revoked' });
    const one = await certificateOf(id);
    const revoked = { at: NOW, by: 'rosa', reason: 'Firmó otra persona' };
    const { certificates } = ports.certifying;
    const done = await Promise.all([1, 2, 3].map(() => certificates.revoke(one.id, revoked)));
    expect(done.filter(Boolean)).toHaveLength(1);
    expect(await certificates.get(one.id)).toMatchObject({ status: 'revoked', revoked });
    expect(await issue(id)).toMatchObject({ kind: 'revoked' });
    expect(await verifyCode(ports.certifying, one.code)).toEqual({ kind: 'revoked', code: one.code });
    expect(await issue(id, { again: true })).toMatchObject({ kind: 'issued', certificate: { version: 2 } });
    expect(await verifyCode(ports.certifying, one.code)).toEqual({ kind: 'revoked', code: one.code });
  });

  it('what was never issued is unknown, what is mistyped a slip', async () => {
    expect(await verifyCode(ports.certifying, '00000-00000-0000')).toEqual({ kind: 'unknown' });
    expect(await verifyCode(ports.certifying, '00000-00000-0001')).toEqual({ kind: 'slip' });
    expect(await verifyCode(ports.certifying, '{"$ne":null}')).toEqual({ kind: 'unknown' });
  });

  it('is told to its owner once', async () => {
    const { id } = await earned(ports, { contactId: 'told' });
    const one = await certificateOf(id);
    const told = await Promise.all(
      [1, 2, 3].map(() => ports.certifying.certificates.markTold(one.id, { at: NOW, by: 'chat' })),
    );
    expect(told.filter(Boolean)).toHaveLength(1);
  });

  it('are listed newest first, page by page, by what is asked', async () => {
    const { certificates } = ports.certifying;
    const all: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await certificates.list({ chamber: 'cali' }, { limit: 2, after });
      all.push(...page.certificates.map(({ id }) => id));
      if (!page.next) break;
      after = page.next;
    }
    const whole = await certificates.list({}, { limit: 100 });
    expect(new Set(all)).toEqual(new Set(whole.certificates.map(({ id }) => id)));
    expect(all).toHaveLength(whole.certificates.length);
    const revoked = await certificates.list({ status: 'revoked' }, { limit: 100 });
    expect(revoked.certificates).toMatchObject([{ contactId: 'revoked', version: 1 }]);
    expect((await certificates.list({ told: true }, { limit: 100 })).certificates).toHaveLength(1);
    expect((await certificates.list({ chamber: 'pasto' }, { limit: 100 })).certificates).toEqual([]);
  });

  it('whose owner had their data deleted keeps that it was issued, and no name', async () => {
    const { id } = await earned(ports, { contactId: 'gone' });
    const { code } = await certificateOf(id);
    await ports.enrolments.anonymise('gone');
    await ports.certifying.certificates.anonymise('gone');
    expect(await verifyCode(ports.certifying, code)).toEqual({ kind: 'anonymised', code, minutes: 2520 });
    expect(await issue(id)).toMatchObject({ kind: 'known', certificate: { signed: null } });
    expect(await issue(id, { again: true })).toMatchObject({ kind: 'missing', missing: [{ kind: 'name' }] });
  });
});
