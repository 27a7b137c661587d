import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromiumPath } from '../support/chromium.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';

const ROSA = '+573007000001';
const HIDDEN = 'CO.7F3A91C2D4E5B609';
const executablePath = chromiumPath();
/** Where to leave pictures of the page, to look at after a run. */
const pictures = process.env.SIMULATOR_PICTURES;

describe.skipIf(!executablePath)('the pre-screen in a browser (needs Chromium)', () => {
  let browser: Browser;
  let world: TestWorld;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    browser = await chromium.launch({
      ...(executablePath ? { executablePath } : {}),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    world = await startTestWorld();
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  beforeEach(async () => {
    faults = [];
    const context = await browser.newContext({
      locale: 'es-CO',
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
    });
    page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (entry) => {
      // A server that is being restarted is away, then says 503.
      if (entry.type() === 'error' && !/ERR_|503/.test(entry.text())) faults.push(entry.text());
    });
    await page.addInitScript(
      `if (!localStorage.length) localStorage.setItem('fortaleser.contacts', '${JSON.stringify([ROSA, HIDDEN])}')`,
    );
    await page.goto(`${world.app.url}/simulator/`);
    await phone().waitFor();
  });
  afterEach(async () => {
    await page.context().close();
    expect(faults).toEqual([]);
  });

  const phone = (contact = ROSA): Locator => page.locator(`.phone[data-contact="${contact}"]`);
  const bubbles = (contact = ROSA): Locator => phone(contact).locator('.message .bubble .text');

  async function picture(name: string): Promise<void> {
    if (pictures) await page.screenshot({ path: join(pictures, `screening-${name}.png`) });
  }

  async function say(text: string, contact = ROSA): Promise<void> {
    await phone(contact).getByLabel('Mensaje').fill(text);
    await phone(contact).getByLabel('Mensaje').press('Enter');
  }

  async function tap(title: string): Promise<void> {
    await phone().getByRole('button', { name: title, exact: true }).last().click();
  }

  async function choose(title: string): Promise<void> {
    await tap('Ver opciones');
    await picture('list');
    await phone().getByRole('dialog').getByRole('button', { name: title }).click();
  }

  async function hears(words: string, contact = ROSA): Promise<void> {
    await phone(contact).locator('.message:not(.mine)', { hasText: words }).last().waitFor();
  }

  it('goes from hello to a verdict by tapping and typing, through a reload and a restart', {
    timeout: 60_000,
  }, async () => {
    await say('hola');
    await hears('Soy el asistente automático');
    await picture('hello');
    await choose('Ver si cumplo');
    await hears('¿Autoriza que guardemos sus respuestas?');
    await picture('consent');
    await tap('Sí');
    await hears('¿Hace cuánto funciona su negocio?');
    await say('3 años');
    await hears('¿Cuántas personas');
    await say('somos 3');
    await hears('¿Dónde atiende su negocio?');
    await choose('En mi casa');
    await hears('¿A qué se dedica su negocio?');
    await say('¿cuánto dura el programa?');
    await hears('50 horas');
    await say('vendo empanadas');
    await hears('¿En qué municipio');

    await say('hola', HIDDEN);
    await hears('Soy el asistente automático', HIDDEN);
    await picture('two-phones');
    expect(await bubbles(HIDDEN).count()).toBe(2);

    await say('Armenia, Quindío');
    await hears('¿cómo van sus ventas?');
    const before = await bubbles().allInnerTexts();
    await page.reload();
    await expect.poll(() => bubbles().allInnerTexts()).toEqual(before);

    await tap('Han subido');
    await hears('¿Lleva las cuentas');
    await world.restart();
    await tap('A veces');
    await hears('¿Cómo está de clientes?');
    await tap('Llegan más');
    await tap('Sí, puedo');
    await hears('Por lo que nos cuenta, cumple los requisitos publicados.');
    await hears('¿Qué quiere hacer ahora?');
    await phone().getByRole('button', { name: 'Agendar una sesión' }).waitFor();
    await picture('verdict');

    const said = await bubbles().allInnerTexts();
    expect(said.slice(0, before.length)).toEqual(before);
    await page.reload();
    await expect.poll(() => bubbles().allInnerTexts()).toEqual(said);
    expect(await bubbles(HIDDEN).count()).toBe(2);
    const { models } = world.app.house.records;
    expect(await models.screenings.countDocuments()).toBe(1);
  });

  it('looks like a chat on a phone, by day and by night', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await phone().waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await say('gracias 🙏🏽');
    await expect.poll(() => phone().locator('.message:not(.mine)').count()).toBeGreaterThan(1);
    await picture('narrow');
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture('narrow-dark');
  });
});
