import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createVault } from '../../src/adapters/crypto/vault.ts';
import { createMemoryRecords } from '../../src/adapters/memory/records.ts';
import { connectRecords, type Records } from '../../src/adapters/mongo/connection.ts';
import { openKeyStore } from '../../src/adapters/mongo/contact-keys.ts';
import { createEnrolments } from '../../src/adapters/mongo/enrolments.ts';
import { minutesOf } from '../../src/domain/enrolment.ts';
import type { Enrolments, NewEnrolment } from '../../src/usecases/enrolment-ports.ts';
import type { KeyStore } from '../../src/usecases/vault.ts';
import { databaseOf } from '../support/test-app.ts';
import { enrolmentOf } from './enrolment-of.ts';

let records: Records;
let keys: KeyStore;
beforeAll(async () => {
  records = await connectRecords(databaseOf(inject('mongodbUri')), { indexes: true });
  keys = await openKeyStore(records.connection, { indexes: true });
});
afterAll(() => records.close());

const KINDS: Record<string, () => Enrolments> = {
  memory: () => createMemoryRecords().enrolments,
  mongo: () => createEnrolments(records.models, createVault('a key for tests only', keys)),
};

const AT = new Date('2026-11-20T14:00:00Z');
const LATER = new Date('2026-11-21T14:00:00Z');

describe.each(Object.keys(KINDS))('enrolments in %s', (kind) => {
  let enrolments: Enrolments;
  beforeEach(async () => {
    await records.models.enrolments.deleteMany({});
    await records.models.businesses.deleteMany({});
    const make = KINDS[kind];
    if (!make) throw new Error(`no ${kind}`);
    enrolments = make();
  });
  const enrol = async (change: Partial<NewEnrolment> = {}) =>
    (await enrolments.enrol(enrolmentOf(change))).enrolment;

  it('are one per contact and business, however its name is written', async () => {
    const first = await enrolments.enrol(enrolmentOf());
    expect(first).toMatchObject({
      kind: 'enrolled',
      enrolment: {
        stage: 'entry-diagnosis',
        status: 'active',
        businessName: 'Panadería La Espiga',
        credits: [],
      },
    });
    const again = await enrolments.enrol(
      enrolmentOf({ businessName: ' PANADERIA  la espiga ', by: 'other' }),
    );
    expect(again).toEqual({ kind: 'known', enrolment: first.enrolment });
    const second = await enrolments.enrol(enrolmentOf({ businessName: 'Otra tienda' }));
    expect(second.kind).toBe('enrolled');
    expect(second.enrolment.businessId).not.toBe(first.enrolment.businessId);
    expect((await enrolments.enrol(enrolmentOf({ contactId: 'luis' }))).kind).toBe('enrolled');
  });

  it('entered by many at the same time are still one', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, () => enrolments.enrol(enrolmentOf())));
    expect(results.filter((one) => one.kind === 'enrolled')).toHaveLength(1);
    expect(new Set(results.map(({ enrolment }) => enrolment.id)).size).toBe(1);
  });

  it('are told apart from those that are not there yet', async () => {
    const { id } = await enrol();
    expect(
      await enrolments.known([
        { contactId: 'ana', businessName: 'otra' },
        { contactId: 'ana', businessName: 'panaderia la espiga' },
        { contactId: 'luis', businessName: 'Panadería La Espiga' },
      ]),
    ).toEqual([null, id, null]);
    expect(await enrolments.known([])).toEqual([]);
  });

  it('move on, once a stage, with their history', async () => {
    const { id } = await enrol();
    expect(await enrolments.moveTo(id, { stage: 'road-map', at: LATER, by: 'c2' })).toBe(true);
    expect(await enrolments.moveTo(id, { stage: 'road-map', at: LATER, by: 'c2' })).toBe(false);
    expect(await enrolments.moveTo('nobody', { stage: 'road-map', at: LATER, by: 'c2' })).toBe(false);
    expect(await enrolments.get(id)).toMatchObject({
      stage: 'road-map',
      history: [
        { stage: 'entry-diagnosis', at: AT, by: 'coordinator-1' },
        { stage: 'road-map', at: LATER, by: 'c2' },
      ],
    });
  });

  it('credit minutes once a key, also when asked twenty times at once', async () => {
    const { id } = await enrol();
    const credit = { key: 'booking-1', minutes: 90, at: LATER, by: 'advisor-1', reason: 'attended' };
    const done = await Promise.all(Array.from({ length: 20 }, () => enrolments.credit(id, credit)));
    expect(done.filter(Boolean)).toHaveLength(1);
    expect(await enrolments.credit(id, { ...credit, key: 'fix-1', minutes: -30 })).toBe(true);
    const found = await enrolments.get(id);
    expect(found && minutesOf(found)).toBe(60);
    expect(found?.credits[0]).toEqual(credit);
    expect(await enrolments.uncredit(id, 'booking-1')).toBe(true);
    expect(await enrolments.uncredit(id, 'booking-1')).toBe(false);
    expect((await enrolments.get(id))?.credits.map(({ key }) => key)).toEqual(['fix-1']);
  });

  it('are withdrawn and taken back; a withdrawn one stays where it is', async () => {
    const { id } = await enrol();
    expect(await enrolments.withdraw(id, LATER, 'c2')).toBe(true);
    expect(await enrolments.withdraw(id, LATER, 'c2')).toBe(false);
    expect(await enrolments.moveTo(id, { stage: 'networking', at: LATER, by: 'c2' })).toBe(false);
    expect(await enrolments.reinstate(id, LATER, 'c2')).toBe(true);
    expect(await enrolments.reinstate(id, LATER, 'c2')).toBe(false);
  });

  it('are listed by filters and words of their names, page by page', async () => {
    const ana = await enrol({ tags: ['cohorte 1'] });
    const luis = await enrol({ contactId: 'luis', name: 'Luis Pérez', chamber: 'pasto', territory: 'pasto' });
    const rosa = await enrol({
      contactId: 'rosa',
      name: 'Rosa',
      businessName: 'Moños Ana',
      stage: 'networking',
    });
    const ids = async (filter: Parameters<Enrolments['list']>[0], limit = 10, after?: string) =>
      (await enrolments.list(filter, { limit, after })).map(({ id }) => id);
    expect(await ids({})).toEqual([ana.id, luis.id, rosa.id]);
    expect(await ids({}, 2)).toEqual([ana.id, luis.id]);
    expect(await ids({}, 2, luis.id)).toEqual([rosa.id]);
    expect(await ids({ chamber: 'cali', stage: 'networking' })).toEqual([rosa.id]);
    expect(await ids({ territory: 'pasto', chamber: undefined })).toEqual([luis.id]);
    expect(await ids({ tag: 'cohorte 1' })).toEqual([ana.id]);
    expect(await ids({ named: 'ANA' })).toEqual([ana.id, rosa.id]);
    expect(await ids({ named: 'espiga perez' })).toEqual([luis.id]);
    expect(await ids({ status: 'withdrawn' })).toEqual([]);
  });

  it('of a contact come active and new ones first', async () => {
    const old = await enrol();
    const withdrawn = await enrol({ businessName: 'Dos', enrolledAt: LATER });
    const newest = await enrol({ businessName: 'Tres', enrolledAt: LATER });
    await enrolments.withdraw(withdrawn.id, LATER, 'c2');
    expect((await enrolments.ofContact('ana')).map(({ id }) => id)).toEqual([
      newest.id,
      old.id,
      withdrawn.id,
    ]);
  });

  it('are renamed, and found by the new name only; not onto another business of the contact', async () => {
    const { id } = await enrol();
    await enrol({ businessName: 'Dos' });
    expect(await enrolments.rename(id, { name: 'Ana Gómez', businessName: 'El Trigal', by: 'c2' })).toBe(
      true,
    );
    expect(await enrolments.get(id)).toMatchObject({ name: 'Ana Gómez', businessName: 'El Trigal' });
    expect(await enrolments.list({ named: 'trigal gomez' }, { limit: 5 })).toHaveLength(1);
    expect(await enrolments.list({ named: 'espiga' }, { limit: 5 })).toHaveLength(0);
    expect(await enrolments.rename(id, { businessName: 'dos', by: 'c2' })).toBe(false);
    expect(await enrolments.rename('nobody', { name: 'x', by: 'c2' })).toBe(false);
  });

  it('without their names keep hours and stages', async () => {
    const { id } = await enrol();
    await enrol({ contactId: 'luis', name: 'Luis' });
    await enrolments.credit(id, { key: 'b1', minutes: 90, at: LATER, by: 'a', reason: 'attended' });
    expect(await enrolments.anonymise('ana')).toBe(1);
    const found = await enrolments.get(id);
    expect(found).toMatchObject({ name: null, businessName: null, stage: 'entry-diagnosis' });
    expect(found && minutesOf(found)).toBe(90);
    expect(await enrolments.list({ named: 'ana' }, { limit: 5 })).toHaveLength(0);
  });
});
