import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHRED_AFTER_MS } from '../../src/adapters/crypto/vault.ts';
import { verifyConsents } from '../../src/adapters/mongo/consents.ts';
import { readHistory } from '../../src/adapters/mongo/history.ts';
import type { House } from '../../src/composition/house.ts';
import type { ChainState } from '../../src/usecases/data-rights/ports.ts';
import { contactOf, isThrough } from '../support/coverage.ts';
import { startSecondHouse } from '../support/second-house.ts';
import { TO_THE_VERDICT, talk } from '../support/talk.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { until } from '../support/waiting.ts';

let world: TestWorld;
let house: House;
beforeAll(async () => {
  world = await startTestWorld({ overrides: { sweepEveryMs: 1e8 } });
  house = world.app.house;
});
afterAll(() => world.close());

const PERSON = 'whatsapp:+573005500001';
const GAP = 'qué opina de los trompetines azules';

async function said(...lines: string[]): Promise<string> {
  world.fake.clock.advance(30_000);
  await talk(world, PERSON, lines);
  const contactId = await contactOf(house, PERSON);
  await until('all is answered', () => isThrough(house, contactId));
  return contactId;
}

/** What a backup of the data held before, opened with the keys as they are now, by a process that remembers none. */
async function openBackup(sealed: string[]): Promise<string[]> {
  const fresh = await startSecondHouse(world);
  const opened = await Promise.all(sealed.map((text) => fresh.vault.read(text)));
  await fresh.close();
  return opened.map((one) => one.kind);
}

async function chains(): Promise<ChainState[]> {
  const states: ChainState[] = [];
  for await (const state of verifyConsents(house.records.models, house.vault)) states.push(state);
  return states;
}

describe('“borrar mis datos”', () => {
  it('deletes what the bot may delete, and shreds the rest, backups too; the proof stays', async () => {
    const { models } = house.records;
    const contactId = await said(...TO_THE_VERDICT, 'menú', GAP);
    const backup = (await models.messages.find({ contactId }).lean()).map(({ content }) => content);
    const [screening] = await models.screenings.find({ contactId }).lean();
    const snapshot = await models.conversations.findById(contactId).lean();
    backup.push(screening?.answers ?? '', snapshot?.state ?? '');
    expect(new Set(await openBackup(backup))).toEqual(new Set(['opened']));
    expect(await models.gaps.countDocuments()).toBe(1);

    await said('mis datos', 'Borrar mis datos', 'sí');
    expect(await models.screenings.countDocuments({ contactId })).toBe(0);
    expect(await models.gaps.countDocuments()).toBe(0);
    const lines = await readHistory(models, house.vault, { contactId, limit: 100 });
    const readable = lines.filter(({ content }) => content.kind !== 'deleted');
    expect(lines.length).toBeGreaterThan(20);
    // The last word of theirs and the answer to it.
    expect(readable.map(({ direction }) => direction)).toEqual(['in', 'out']);
    expect(await models.consents.countDocuments({ contactId })).toBe(2);
    expect(await chains()).toEqual([{ chain: contactId, receipts: 2, brokenAt: null }]);

    await house.ports.erasure.shred(new Date(Date.now() + SHRED_AFTER_MS + 1_000));
    expect(new Set(await openBackup(backup))).toEqual(new Set(['shredded']));
  });

  it('leaves a person who is answered like a new one', async () => {
    const contactId = await said('hola', 'mis datos');
    expect(await house.ports.contacts.get(contactId)).toMatchObject({
      consented: false,
      identities: [{ kind: 'phone', value: '+573005500001' }],
    });
    const fresh = await startSecondHouse(world);
    expect((await fresh.ports.conversations.load(contactId))?.memory.consent ?? null).toBeNull();
    expect((await fresh.ports.contacts.get(contactId))?.identities).toHaveLength(1);
    await fresh.close();
  });

  it('is a claim that somebody must confirm within fifteen working days', async () => {
    const [request] = await house.ports.dataRequests.list({ open: true });
    expect(request).toMatchObject({ kind: 'erasure', answeredAt: null });
    expect(request?.dueOn).toBe(house.ports.businessDays.after(request?.askedAt ?? new Date(0), 15));
    expect(await house.ports.dataRequests.close(request?.id ?? '', new Date())).toBe(true);
    expect(await house.ports.dataRequests.close(request?.id ?? '', new Date())).toBe(false);
    expect(await house.ports.dataRequests.list({ open: true })).toEqual([]);
  });
});

describe('receipts of permission', () => {
  const receipt = (key: string, contactId: string) => ({
    key,
    contactId,
    purpose: 'screening',
    given: true,
    textVersion: 'v1',
    messageId: `m-${key}`,
    at: new Date('2026-11-20T14:00:00Z'),
  });
  const stateOf = async (chain: string) => (await chains()).find((one) => one.chain === chain);

  it('of ten at once are one chain, each once', async () => {
    const keys = Array.from({ length: 10 }, (_, n) => `many.${n}`);
    await Promise.all([...keys, ...keys].map((key) => house.ports.consents.record(receipt(key, 'many'))));
    expect(await stateOf('many')).toEqual({ chain: 'many', receipts: 10, brokenAt: null });
  });

  it.each([
    [
      'changed',
      (id: string) => house.records.models.consents.updateOne({ _id: id }, { $set: { given: false } }),
    ],
    [
      'moved in time',
      (id: string) => house.records.models.consents.updateOne({ _id: id }, { $set: { at: new Date(0) } }),
    ],
    ['left out', (id: string) => house.records.models.consents.deleteOne({ _id: id })],
  ])('show that one was %s', async (how, tamper) => {
    const chain = `tampered-${how}`;
    for (const n of [1, 2, 3]) await house.ports.consents.record(receipt(`${chain}.${n}`, chain));
    expect((await stateOf(chain))?.brokenAt).toBeNull();
    await tamper(`${chain}.2`);
    expect((await stateOf(chain))?.brokenAt).toBeGreaterThanOrEqual(2);
  });

  it('stay whole where two contacts turn out to be one', async () => {
    await house.ports.consents.record(receipt('joined.1', 'joined'));
    await house.records.models.consents.updateMany({ contactId: 'joined' }, { $set: { contactId: 'other' } });
    expect((await stateOf('joined'))?.brokenAt).toBeNull();
  });
});
