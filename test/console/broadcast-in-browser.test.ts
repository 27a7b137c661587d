import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeEvent } from '../../src/usecases/events/edit-event.ts';
import { type BroadcastWorld, startBroadcastWorld } from '../broadcasts/world.ts';
import { chromiumPath } from '../support/chromium.ts';
import { addAccount, PASSWORD } from './browser.ts';

const executablePath = chromiumPath();
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
/** Where to leave pictures of the pages (`docs/pictures` for the README). */
const pictures = process.env.CONSOLE_PICTURES;
const DESKTOP = { viewport: { width: 1280, height: 860 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

describe.skipIf(!executablePath)('a broadcast in a browser (needs Chromium)', () => {
  let browser: Browser;
  let world: BroadcastWorld;
  let faults: string[] = [];
  let pages: Page[] = [];

  beforeAll(async () => {
    world = await startBroadcastWorld();
    const { ports } = world.app.house;
    for (const id of ['desktop', 'phone']) {
      await ports.chambers.save({ id, name: `Cámara ${id}`, phone: '', hours: '', territories: [] });
      await addAccount(world, `luis-${id}`, 'coordinator', id);
      for (const person of await world.enrol(4, id)) {
        await world.fake.say(person, 'hola');
        await world.fake.waitForInbox(person, 1);
      }
      const startsAt = new Date(world.now().getTime() + 10 * 24 * 3_600_000);
      const made = await makeEvent(ports, {
        id,
        plan: {
          ...{ name: 'Cierre DEMO', chamber: id, capacity: 9, companions: 1, description: {} },
          ...{ startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) },
          place: { address: 'Teatro (DEMO)', link: null },
        },
        now: world.now(),
      });
      expect(made.kind).toBe('made');
    }
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

  async function signIn(name: string, options: BrowserContextOptions): Promise<Page> {
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

  /** No serious fault of accessibility, and nothing that scrolls sideways. */
  async function isFine(page: Page, name: string): Promise<void> {
    await page.evaluate(AXE);
    const found = (await page.evaluate('axe.run()')) as { violations: { impact: string; id: string }[] };
    const grave = found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(
      grave.map(({ id }) => id),
      name,
    ).toEqual([]);
    const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    expect(wide, name).toBe(false);
    if (pictures) await page.screenshot({ path: join(pictures, `console-${name}.png`), fullPage: true });
  }

  it.each([
    ['desktop', DESKTOP],
    ['phone', PHONE],
  ])('is composed, looked at, sent and watched to its end on a %s', async (name, options) => {
    const page = await signIn(`luis-${name}`, options);
    await page.goto(`${world.app.url}/console/events/${name}`);
    await page.getByRole('link', { name: 'Invitar' }).click();
    await page.getByLabel('Nombre (solo lo ve el equipo)').fill('Invitación al cierre');
    await page.getByText('4 personas en la lista').waitFor();
    await page.getByLabel('Etapa').selectOption('networking');
    await page.getByText('0 personas en la lista').waitFor();
    await page.getByLabel('Etapa').selectOption('');
    await page.getByText('4 personas en la lista').waitFor();
    await isFine(page, `broadcast-composer-${name}`);
    await page.getByRole('button', { name: 'Ver el plan' }).click();
    await page.getByText('Se le escribe a 4 personas.').waitFor();
    expect(await page.locator('.phone-frame').count()).toBe(2);
    await isFine(page, `broadcast-plan-${name}`);
    await page.getByRole('button', { name: 'Enviar a 4 personas' }).click();
    await page.getByText('4 de 4').waitFor();
    await page.getByText('Terminada').waitFor();
    await isFine(page, `broadcast-progress-${name}`);
    await page.getByRole('link', { name: 'Persona por persona' }).click();
    await page.getByText('Persona 3').waitFor();
    await isFine(page, `broadcast-ledger-${name}`);
  });
});
