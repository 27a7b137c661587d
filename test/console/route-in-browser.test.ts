import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fillDemo } from '../../src/composition/demo.ts';
import { chromiumPath } from '../support/chromium.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { addAccount, PASSWORD } from './browser.ts';

const executablePath = chromiumPath();
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
/** Where to leave pictures of the pages (`docs/pictures` for the README). */
const pictures = process.env.CONSOLE_PICTURES;
const DESKTOP = { viewport: { width: 1280, height: 860 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

/** The demo of a Friday, looked at on that Friday. */
const NOW = new Date('2026-11-27T14:00:00Z');

describe.skipIf(!executablePath)('sessions, advisors and businesses in a browser (needs Chromium)', () => {
  let browser: Browser;
  let world: TestWorld;
  let faults: string[] = [];
  let pages: Page[] = [];

  beforeAll(async () => {
    world = await startTestWorld({ overrides: { sweepEveryMs: 60_000, clock: () => NOW } });
    await addAccount(world, 'ana');
    await fillDemo(world.app.house.config, world.app.house.ports, NOW);
    await addAccount(world, 'luis', 'coordinator', 'cali');
    browser = await chromium.launch({
      ...(executablePath ? { executablePath } : {}),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });
  beforeEach(() => {
    faults = [];
    pages = [];
  });
  afterEach(async () => {
    for (const page of pages) await page.context().close();
    expect(faults).toEqual([]);
  });

  async function signIn(name: string, options: BrowserContextOptions = DESKTOP): Promise<Page> {
    const context = await browser.newContext({ locale: 'es-CO', ...options });
    const page = await context.newPage();
    pages.push(page);
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (entry) => {
      if (entry.type() === 'error' && !entry.text().includes('ERR_')) faults.push(entry.text());
    });
    await page.goto(`${world.app.url}/console`);
    await page.getByLabel('Usuario').fill(name);
    await page.getByLabel('Contraseña').fill(PASSWORD);
    await page.getByRole('button', { name: 'Entrar' }).click();
    await page.getByRole('heading', { name: 'Hoy' }).waitFor();
    return page;
  }

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

type Violation = { id: string; impact: string; nodes: { html: string }[] };

/** What axe-core finds that keeps people out. It runs in the page’s world, past its policy on scripts. */
async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found = (await page.evaluate('axe.run().then((result) => result.violations)')) as Violation[];
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
