import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CERTIFICATE_LINK_DAYS } from '../../src/adapters/crypto/certificate-links.ts';
import { loadRetention } from '../../src/adapters/files/retention-file.ts';
import { SESSION_MS } from '../../src/adapters/redis/console-sessions.ts';
import { FOLDERS } from '../../src/composition/paths.ts';
import { KEEP_WITHOUT_CONSENT_DAYS } from '../../src/domain/contact.ts';
import { retentionSchema } from '../../src/domain/retention.ts';
import { TO_THE_VERDICT, talk } from '../support/talk.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const { version, classes } = loadRetention(FOLDERS.data);
const keepOf = (name: string) => classes[name]?.keep ?? 0;

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld();
  await talk(world, 'whatsapp:+573006100001', TO_THE_VERDICT);
});
afterAll(() => world.close());

describe('data/retention.yaml', () => {
  it('names every collection there is, and none that is not', () => {
    const held = Object.values(classes).flatMap((one) => one.held);
    const collections = [...Object.keys(world.app.house.records.models), 'contactKeys'].sort();
    expect([...new Set(held.filter((one) => !one.startsWith('redis:')))].sort()).toEqual(collections);
  });

  it('tells the terms that the records themselves carry', () => {
    expect(keepOf('messages')).toBe(KEEP_WITHOUT_CONSENT_DAYS * DAY_MS);
    expect(keepOf('people-without-permission')).toBe(KEEP_WITHOUT_CONSENT_DAYS * DAY_MS);
    expect(keepOf('certificate-links')).toBe(CERTIFICATE_LINK_DAYS * DAY_MS);
    expect(keepOf('sign-ins')).toBe(SESSION_MS);
  });

  it('names what Redis holds, and Redis keeps nothing of people longer', async () => {
    const { redis } = world.app.house;
    const keepByPrefix = new Map(
      Object.values(classes).flatMap(({ held, keep }) =>
        held
          .filter((one) => one.startsWith('redis:'))
          .map((one) => [one.slice('redis:'.length), keep] as const),
      ),
    );
    await fetch(`${world.app.url}/my-data?t=guessed`);
    const keys = await redis.keys('*');
    const prefixes = new Set(keys.map((key) => key.split(':')[0] ?? ''));
    expect([...prefixes].filter((one) => !keepByPrefix.has(one))).toEqual([]);
    for (const one of ['conversation', 'limit']) expect(prefixes).toContain(one);
    for (const key of keys) {
      const keep = keepByPrefix.get(key.split(':')[0] ?? '') ?? null;
      if (keep === null) continue;
      const left = await redis.pttl(key);
      // Gone meanwhile, or on its way.
      expect({ key: key.split(':')[0], inTime: left !== -1 && left <= keep }).toMatchObject({ inTime: true });
    }
  });

  it.each([
    ['a term without a unit', { audit: { ...classes.audit, keep: '30' } }],
    ['an end for what is kept', { permissions: { ...classes.permissions, keep: '30 days' } }],
    ['a class that the job does not know', { audit: { ...classes.audit, keep: '9 days', ends: 'expires' } }],
  ])('is refused with %s', (_what, wrong) => {
    const spoken = Object.entries(classes).map(([name, one]) => [
      name,
      { ...one, keep: one.keep === null ? 'no end' : `${one.keep / 60_000} minutes` },
    ]);
    const good = { version, classes: Object.fromEntries(spoken) };
    expect(retentionSchema.safeParse(good).success).toBe(true);
    expect(retentionSchema.safeParse({ ...good, classes: { ...good.classes, ...wrong } }).success).toBe(
      false,
    );
  });
});
