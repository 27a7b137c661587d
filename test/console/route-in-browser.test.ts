import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillDemo } from '../../src/composition/demo.ts';
import { DESKTOP, executablePath, PHONE, seriousFaults, useBrowser } from '../support/browser.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { addAccount, signInAt } from './browser.ts';

/** Where to leave pictures of the pages (`docs/pictures` for the README). */
const pictures = process.env.CONSOLE_PICTURES;

/** The demo of a Friday, looked at on that Friday. */
const NOW = new Date('2026-11-27T14:00:00Z');

describe.skipIf(!executablePath)('sessions, advisors and businesses in a browser (needs Chromium)', () => {
  let world: TestWorld;

  beforeAll(async () => {
    world = await startTestWorld({ overrides: { sweepEveryMs: 60_000, clock: () => NOW } });
    await addAccount(world, 'ana');
    await fillDemo(world.app.house.config, world.app.house.ports, NOW);
    await addAccount(world, 'luis', 'coordinator', 'cali');
  });
  afterAll(() => world?.close());
  const pages = useBrowser({ timeoutMs: 15_000, unless: 'ERR_' });

  const signIn = async (name: string, options: BrowserContextOptions = DESKTOP) =>
    await signInAt(await pages.open(`${world.app.url}/console`, options), name);

  const one = async <T>(list: Promise<T[]>, which: (item: T) => boolean): Promise<T> => {
    const found = (await list).find(which);
    if (!found) throw new Error('the demo lacks it');
    return found;
  };

  it.each([
    ['desktop', DESKTOP],
    ['phone', PHONE],
    ['dark', { ...DESKTOP, colorScheme: 'dark' as const }],
  ])('have no serious fault of accessibility, and fit: %s', async (name, options) => {
    const { ports } = world.app.house;
    const page = await signIn('luis', options);
    const business = await one(
      ports.enrolments.list({ chamber: 'cali' }, { limit: 50 }),
      ({ stage }) => stage === 'accompaniment',
    );
    const paths = {
      sessions: '/sessions',
      'session-past': '/sessions/demo-group-cali--1',
      'session-next': '/sessions/demo-group-cali-1',
      'session-new': '/sessions/new',
      events: '/events',
      event: '/events/demo-event-cali',
      'event-new': '/events/new',
      'event-door': '/events/demo-event-cali/door?named=harold',
      advisors: '/advisors',
      advisor: '/advisors/demo-cali-1',
      'advisor-new': '/advisors/new',
      enrolments: '/enrolments',
      enrolment: `/enrolments/${business.id}`,
      'enrolment-new': '/enrolments/new',
      import: '/enrolments/import',
    };
    for (const [what, path] of Object.entries(paths)) {
      expect((await page.goto(`${world.app.url}/console${path}`))?.status(), path).toBe(200);
      expect(await seriousFaults(page), path).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBe(options.viewport.width);
      if (pictures)
        await page.screenshot({ path: join(pictures, `console-${what}-${name}.png`), fullPage: true });
    }
  });
});
