import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SHRED_AFTER_MS } from '../../src/adapters/crypto/vault.ts';
import { loadRetention } from '../../src/adapters/files/retention-file.ts';
import { verifyConsents } from '../../src/adapters/mongo/consents.ts';
import { keysDatabase } from '../../src/adapters/mongo/contact-keys.ts';
import { createLog } from '../../src/adapters/pino/log.ts';
import type { House } from '../../src/composition/house.ts';
import { FOLDERS } from '../../src/composition/paths.ts';
import { retainingOf } from '../../src/composition/retaining.ts';
import { runRetention } from '../../src/usecases/retention/run-retention.ts';
import { type BroadcastWorld, startBroadcastWorld } from '../broadcasts/world.ts';
import { isThrough } from '../support/coverage.ts';
import { dumpOf, type Kept, unsealed } from '../support/dump.ts';
import { linesIn } from '../support/log-lines.ts';
import { startSecondHouse } from '../support/second-house.ts';
import { talk } from '../support/talk.ts';
import { until } from '../support/waiting.ts';
import { handBack, liveWholeLife, PERSON, PLANTED, SAID } from '../support/whole-life.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const TOKEN = 'a token for tests only';
const DAY_MS = 24 * 60 * 60_000;

const log = linesIn();
let world: BroadcastWorld;
let contactId: string;
beforeAll(async () => {
  world = await startBroadcastWorld({
    env: { METRICS_TOKEN: TOKEN },
    overrides: { log: createLog('trace', log.stream) },
  });
  await world.app.house.redis.flushdb();
  // What goes wrong is logged, too.
  world.fake.faults.next({ kind: 'answer', status: 500 }, { to: PERSON });
  world.fake.faults.next({ kind: 'answer', status: 400, code: 63021 }, { to: PERSON, having: 'ContentSid' });
  world.fake.faults.next({ kind: 'callbacks', duplicate: true, reverse: true }, { to: PERSON, times: 5 });
  contactId = await liveWholeLife(world);
});
afterAll(() => world.close());

const wordsIn = (text: string) => PLANTED.filter((word) => text.toLowerCase().includes(word));

describe('after a whole life with the programme', () => {
  it('the log and the metrics hold no number, no name and no text, said or read', async () => {
    world.fake.faults.next({ kind: 'later', code: 63024 }, { to: PERSON });
    await handBack(world, contactId);
    await until('its sentence was lost on the way', () => log.text().includes('message not delivered'));
    const refused = "The 'To' number whatsapp:+573007700001 is not a valid phone number.";
    world.fake.faults.next({ kind: 'answer', status: 400, code: 21211, message: refused }, { to: PERSON });
    await world.fake.say(PERSON, 'hola');
    await until('the next was refused', () => log.text().includes('message refused'));
    await until('all is settled', () => isThrough(world.app.house, contactId));
    await world.fake.settled();

    const metrics = await fetch(`${world.app.url}/metrics`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    const written = `${log.text()}\n${await metrics.text()}`.toLowerCase();
    for (const event of ['message sent', 'turn taken', 'broadcast done', 'buttons refused'])
      expect(written).toContain(event);
    expect(wordsIn(written)).toEqual([]);
    const secrets = ['TWILIO_AUTH_TOKEN', 'SECRET_KEY', 'ENCRYPTION_KEY', 'CERTIFICATE_KEY', 'METRICS_TOKEN'];
    for (const name of secrets) expect(written).not.toContain(world.env[name]?.toLowerCase());
    const read = world.fake.inbox(PERSON).flatMap(({ text }) => text.split(/[\n.?!]/));
    const sentences = [...SAID, ...read]
      .map((one) => one.trim().toLowerCase())
      .filter((one) => one.length > 5);
    expect(sentences.length).toBeGreaterThan(100);
    expect(sentences.filter((one) => written.includes(one))).toEqual([]);
  });

  it('there is something of theirs in every collection that holds anything of people', async () => {
    const { classes } = loadRetention(FOLDERS.data);
    const ofPeople = Object.entries(classes)
      .filter(([name]) => !['about-nobody', 'numbers-not-to-write-to', 'audit'].includes(name))
      .flatMap(([, { held }]) => held.filter((one) => !one.startsWith('redis:')));
    const kept = await dumpOf(world.app.house);
    const theirs = new Set(
      kept.filter((one) => JSON.stringify(one.document).includes(contactId)).map(({ name }) => name),
    );
    // Whose a question was is not in it, and a reminder knows a booking only.
    const nameless = ['gaps', 'reminders'];
    for (const name of nameless) expect(kept.some((one) => one.name === name)).toBe(true);
    expect([...new Set(ofPeople)].filter((name) => !nameless.includes(name) && !theirs.has(name))).toEqual(
      [],
    );
    expect(wordsIn(JSON.stringify(kept))).toEqual([]);
    expect(wordsIn(await unsealed(world.app.house.vault, kept)).sort()).toEqual([...PLANTED].sort());
  });
});

describe('“borrar mis datos” after that', () => {
  /** What a process that remembers no key can read of it. */
  async function readable(kept: Kept[]): Promise<string[]> {
    const fresh = await startSecondHouse(world);
    const found = await Promise.all(
      kept.map(async (one) => ({ one, words: wordsIn(await unsealed(fresh.vault, [one])) })),
    );
    await fresh.close();
    return found.flatMap(({ one, words }) => words.map((word) => `${one.name}: ${word}`));
  }

  let backup: Kept[];
  beforeAll(async () => {
    const { house } = world.app;
    backup = await dumpOf(house);
    world.fake.clock.advance(30_000);
    await talk(world, PERSON, ['mis datos', 'Borrar mis datos', 'sí']);
    await until('all is answered', () => isThrough(house, contactId));
    world.ahead(SHRED_AFTER_MS + 60_000);
    await house.ports.erasure.shred(new Date(world.now().getTime() + SHRED_AFTER_MS));
    await house.ports.erasure.shred(new Date(Date.now() + SHRED_AFTER_MS + 60_000));
  });

  it('leaves nothing that anybody can read, in no collection, no key and no backup, but how to answer them', async () => {
    expect(await readable(await dumpOf(world.app.house))).toEqual(['contacts: 3007700001']);
    expect(await readable(backup.filter(({ name }) => name !== 'gaps'))).toEqual([]);
  });

  it('leaves the proof: what was permitted and withdrawn, and that it was asked for', async () => {
    const { models } = world.app.house.records;
    const chains: unknown[] = [];
    for await (const one of verifyConsents(models, world.app.house.vault)) chains.push(one);
    expect(chains).toContainEqual({ chain: contactId, receipts: 2, brokenAt: null });
    expect(await models.dataRequests.countDocuments({ contactId, kind: 'erasure' })).toBe(1);
    const booking = await models.bookings.findOne({}).lean();
    expect(booking).toMatchObject({ contactId: 'erased', state: 'cancelled' });
  });

  it('and once their thirty days are over, their number is nowhere either', async () => {
    const { house } = world.app;
    await expire(house, new Date(Date.now() + 31 * DAY_MS));
    world.setClock(new Date(Date.now() + 61 * DAY_MS));
    await runRetention(retainingOf(house));
    await house.ports.erasure.shred(new Date(Date.now() + SHRED_AFTER_MS + 60_000));
    expect(await readable(await dumpOf(house))).toEqual([]);
    const keys = house.records.connection.getClient().db(keysDatabase(house.records.connection));
    const open = await keys
      .collection('contactKeys')
      .countDocuments({ contactId, wrapped: { $exists: true } });
    expect(open).toBe(0);
  });
});

/** What the TTL indexes take away by then. */
async function expire({ records }: House, at: Date): Promise<void> {
  const { contacts, conversations, messages } = records.models;
  for (const model of [contacts, conversations, messages])
    await model.collection.deleteMany({ expiresAt: { $ne: null, $lt: at } });
}
