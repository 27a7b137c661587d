import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { SHRED_AFTER_MS } from '../../src/adapters/crypto/vault.ts';
import { verifyConsents } from '../../src/adapters/mongo/consents.ts';
import { retainingOf } from '../../src/composition/retaining.ts';
import { DISPOSABLE } from '../../src/domain/retention.ts';
import { runRetention } from '../../src/usecases/retention/run-retention.ts';
import { contactOf } from '../support/coverage.ts';
import { runCli } from '../support/processes.ts';
import { startSecondHouse } from '../support/second-house.ts';
import { TO_THE_VERDICT, talk } from '../support/talk.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { until } from '../support/waiting.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Longer than any term. */
const SIX_YEARS = 6 * 365;

let moved = 0;
const clock = () => new Date(Date.now() + moved);
const daysAgo = (days: number) => new Date(clock().getTime() - days * DAY_MS);

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld({ overrides: { clock, sweepEveryMs: 1e8 } });
  const { retentionRuns } = world.app.house.records.models;
  await until('last night is made up for', async () => (await retentionRuns.countDocuments()) > 0);
});
beforeEach(() => {
  moved = 0;
});
afterAll(() => world.close());

/** One record of each class that the job ends, as old as said. */
async function plant(name: string, at: Date): Promise<void> {
  const { models } = world.app.house.records;
  const _id = `${name}-planted`;
  const contactId = `contact-${name}`;
  const insert = (collection: keyof typeof models, document: Record<string, unknown>) =>
    models[collection].collection.insertOne({ _id, ...document } as never);
  await insert('screenings', { contactId, at, verdict: { kind: 'eligible' } });
  await insert('gaps', { text: '', offered: [], chosen: null, at });
  await insert('handoffs', { contactId, reason: 'asked', open: false, openedAt: at, closedAt: at });
  await insert('notes', { contactId, by: 'a', at, text: '' });
  await insert('waitlist', { contactId, targetKey: name, open: false, joinedAt: at });
  await insert('bookings', {
    contactId,
    enrolmentId: 'e',
    endsAt: at,
    claims: [`c:${name}:1`],
    state: 'attended',
  });
  await insert('invitations', { contactId, eventId: 'e', claims: [`k:${name}`], answeredAt: at });
  await insert('broadcastRows', { contactId, broadcastId: name, state: 'delivered', changedAt: at });
  await insert('dataRequests', { contactId, kind: 'access', askedAt: at, dueOn: '', answeredAt: at });
  await insert('audit', { who: 'a', what: 'planted', record: 'r', at });
}

async function planted(name: string): Promise<string[]> {
  const { records } = world.app.house;
  const found = await Promise.all(
    Object.keys(records.models).map(async (collection) => {
      const one = await records.connection
        .collection(collection)
        .findOne({ _id: `${name}-planted` as never });
      return one && one.contactId !== 'erased' ? [collection] : [];
    }),
  );
  return found.flat();
}

it('ends each class at its term, never before, and says how much in the audit', async () => {
  const { house } = world.app;
  const { models } = house.records;
  await plant('old', daysAgo(SIX_YEARS));
  await plant('new', daysAgo(1));
  await models.handoffs.collection.insertOne({
    ...{ _id: 'open-planted', contactId: 'c', reason: 'asked' },
    ...{ open: true, openedAt: daysAgo(SIX_YEARS), closedAt: null },
  } as never);
  const all = await planted('new');
  expect(all).toHaveLength(10);

  const { ended } = await runRetention(retainingOf(house));
  expect(await planted('old')).toEqual([]);
  expect(await planted('new')).toEqual(all);
  expect(await planted('open')).toEqual(['handoffs']);
  const planters = DISPOSABLE.filter((name) => !['silent-people', 'keys-of-nobody'].includes(name));
  expect(Object.keys(ended).sort()).toEqual([...planters].sort());
  const booking = await models.bookings.findById('old-planted').lean();
  expect(booking).toMatchObject({ contactId: 'erased', enrolmentId: null, state: 'attended' });
  const audit = await models.audit.find({ who: 'retention' }).lean();
  expect(audit.map(({ what }) => what.replace('retention.', '')).sort()).toEqual([...planters].sort());

  expect((await runRetention(retainingOf(house))).ended).toEqual({});
});

it('forgets who has been silent for two years, and nobody who is of the programme', async () => {
  const { house } = world.app;
  const { models } = house.records;
  const [silent, enrolled] = ['whatsapp:+573006200001', 'whatsapp:+573006200002'];
  for (const person of [silent, enrolled]) await talk(world, person, TO_THE_VERDICT);
  const [silentId, enrolledId] = [await contactOf(house, silent), await contactOf(house, enrolled)];
  await models.enrolments.collection.insertOne({
    _id: 'enrolled',
    contactId: enrolledId,
    status: 'active',
  } as never);
  const snapshot = await models.conversations.findById(silentId).lean();

  moved = 729 * DAY_MS;
  expect((await runRetention(retainingOf(house))).ended['silent-people']).toBeUndefined();
  moved = 731 * DAY_MS;
  expect((await runRetention(retainingOf(house))).ended['silent-people']).toBe(1);
  expect(await house.ports.contacts.get(silentId)).toMatchObject({ consented: false });
  expect(await house.ports.contacts.get(enrolledId)).toMatchObject({ consented: true });
  const contact = await models.contacts.findById(silentId).lean();
  expect(contact?.expiresAt).toBeInstanceOf(Date);
  await house.ports.erasure.shred(new Date(clock().getTime() + SHRED_AFTER_MS + 1_000));
  const fresh = await startSecondHouse(world);
  expect(await fresh.vault.read(snapshot?.state ?? '')).toEqual({ kind: 'shredded' });
  await fresh.close();
  for await (const { chain, receipts, brokenAt } of verifyConsents(models, house.vault))
    if (chain === silentId) expect({ receipts, brokenAt }).toEqual({ receipts: 2, brokenAt: null });
});

it('shreds the key of whose record has expired, and of nobody else', async () => {
  const { house } = world.app;
  const [gone, here] = ['whatsapp:+573006300001', 'whatsapp:+573006300002'];
  for (const person of [gone, here]) await talk(world, person, ['hola']);
  const [goneId, hereId] = [await contactOf(house, gone), await contactOf(house, here)];
  const sealedOf = async (contactId: string) =>
    (await house.records.models.messages.findOne({ contactId }).lean())?.content ?? '';
  const [theirs, others] = [await sealedOf(goneId), await sealedOf(hereId)];
  // What the TTL index does after thirty days.
  await house.records.models.contacts.deleteOne({ _id: goneId });
  await house.records.models.messages.deleteMany({ contactId: goneId });
  await runRetention(retainingOf(house));
  expect((await house.vault.read(theirs)).kind).toBe('opened');
  moved = 61 * DAY_MS;
  expect((await runRetention(retainingOf(house))).ended['keys-of-nobody']).toBe(1);
  await house.ports.erasure.shred(clock());
  const fresh = await startSecondHouse(world);
  expect((await fresh.vault.read(theirs)).kind).toBe('shredded');
  expect((await fresh.vault.read(others)).kind).toBe('opened');
  await fresh.close();
});

it('runs each night by a job, and in the morning where the night was missed', async () => {
  const { house } = world.app;
  const { calendar } = house.conversing;
  const runs = () => house.records.models.retentionRuns.find().sort({ _id: 1 }).lean();
  const night = async (day: string) => {
    moved = calendar.instant(day, '09:00').getTime() - Date.now();
    await house.sweep();
    await until(`the night of ${day}`, async () => (await runs()).some(({ _id }) => _id === day));
  };
  const today = calendar.dayOf(new Date());
  await night(calendar.addDays(today, 10));
  await house.redis.flushdb();
  await night(calendar.addDays(today, 12));
  const count = (await runs()).length;
  // Looked at an hour later, the night is done.
  moved += 61 * 60_000;
  await house.sweep();
  expect(await runs()).toHaveLength(count);
});

it('is shown and run by hand', async () => {
  const show = await runCli(['retention', 'show'], { env: world.env });
  const lines = show.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.find((line) => line.class === 'messages')).toMatchObject({ days: 30, ends: 'expires' });
  expect(lines.some((line) => line.run)).toBe(true);
  const run = await runCli(['retention', 'run'], { env: world.env });
  expect({ code: run.code, at: JSON.parse(run.stdout).at }).toEqual({ code: 0, at: expect.any(String) });
  expect((await runCli(['retention', 'dance'], { env: world.env })).code).toBe(1);
}, 120_000);
