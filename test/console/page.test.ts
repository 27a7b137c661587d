import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromiumPath } from '../support/chromium.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { addAccount, PASSWORD } from './browser.ts';
import { ROSA, tellStory } from './story.ts';

const executablePath = chromiumPath();
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
/** Where to leave pictures of the pages (`docs/pictures` for the README). */
const pictures = process.env.CONSOLE_PICTURES;
const DESKTOP = { viewport: { width: 1280, height: 860 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

describe.skipIf(!executablePath)('the console in a browser (needs Chromium)', () => {
  let browser: Browser;
  let world: TestWorld;
  let rosa: string;
  let faults: string[] = [];
  let pages: Page[] = [];

  beforeAll(async () => {
    world = await startTestWorld();
    await addAccount(world, 'ana');
    await addAccount(world, 'luis');
    ({ rosa } = await tellStory(world));
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

  async function open(path: string, options: BrowserContextOptions = DESKTOP): Promise<Page> {
    const context = await browser.newContext({ locale: 'es-CO', bypassCSP: false, ...options });
    const page = await context.newPage();
    pages.push(page);
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (entry) => {
      if (entry.type() === 'error' && !entry.text().includes('ERR_')) faults.push(entry.text());
    });
    await page.goto(world.app.url + path);
    return page;
  }

  async function signIn(name: string, options: BrowserContextOptions = DESKTOP): Promise<Page> {
    const page = await open('/console', options);
    await page.getByLabel('Usuario').fill(name);
    await page.getByLabel('Contraseña').fill(PASSWORD);
    await page.getByRole('button', { name: 'Entrar' }).click();
    await page.getByRole('heading', { name: 'Hoy' }).waitFor();
    return page;
  }

  async function picture(page: Page, name: string): Promise<void> {
    if (pictures) await page.screenshot({ path: join(pictures, `console-${name}.png`), fullPage: false });
  }

  const tickets = async () =>
    (await world.app.house.ports.handoffs.list({ open: true })).filter((one) => one.contactId === rosa)
      .length;

  it('is signed in to, and a chat taken and answered, with the keyboard alone', async () => {
    const page = await open('/console');
    await expect.poll(() => page.evaluate('document.activeElement.name')).toBe('name');
    await page.keyboard.type('luis');
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Hoy' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    await page.goto(`${world.app.url}/console/chats/${rosa}`);
    const take = page.getByRole('button', { name: 'Tomar la conversación' });
    await take.focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Escriba su respuesta').focus();
    await page.keyboard.type('Buenas, le habla Luis');
    await page.keyboard.press('Enter');
    await page.locator('.bubble.person', { hasText: 'le habla Luis' }).waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.name')).toBe('text');
    expect(await page.getByLabel('Escriba su respuesta').inputValue()).toBe('');
    await page.getByRole('button', { name: 'Devolver al asistente' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('El asistente retomó la conversación').waitFor();
  });

  it.each([
    ['a desktop', DESKTOP],
    ['a phone', PHONE],
  ])(
    'hands a chat from the bot to a person and back, seen from both sides, on %s',
    async (_name, options) => {
      const inbox = await signIn('ana', options);
      const other = await signIn('luis', options);
      await inbox.goto(`${world.app.url}/console/chats?show=needs-person`);
      const before = await tickets();
      const shop = await open('/simulator/', DESKTOP);
      await shop.evaluate(`localStorage.setItem('fortaleser.contacts', '["${ROSA}"]')`);
      await shop.reload();
      const mobile = shop.locator(`.phone[data-contact="${ROSA}"]`);
      const say = async (text: string) => {
        await mobile.getByLabel('Mensaje').fill(text);
        await mobile.getByLabel('Mensaje').press('Enter');
      };
      await say('quiero hablar con una persona');
      await expect.poll(tickets).toBeGreaterThanOrEqual(Math.max(1, before));
      await inbox.getByText('Pidió una persona').first().waitFor();
      await inbox.getByRole('link', { name: ROSA }).first().click();
      await other.goto(`${world.app.url}/console/chats/${rosa}`);
      await inbox.getByRole('button', { name: 'Tomar la conversación' }).click();
      await inbox.getByText('La lleva usted').waitFor();
      await other.getByText('La lleva ana').waitFor();
      await other.getByRole('button', { name: 'Tomar la conversación' }).click();
      await other.getByText('Otra persona tomó esta conversación primero').waitFor();
      await mobile.getByText('Le atiende ahora una persona').last().waitFor();

      const words = `¿Me ayuda con el local? ${_name}`;
      await say(words);
      await inbox.locator('.bubble.contact', { hasText: words }).waitFor();
      await inbox.getByLabel('Escriba su respuesta').fill(`Claro que sí, doña Rosa (${_name})`);
      await inbox.getByRole('button', { name: 'Enviar' }).click();
      await mobile.getByText(`Claro que sí, doña Rosa (${_name})`).waitFor();
      await inbox.getByText('Puede escribirle 23 h').first().waitFor();
      await picture(inbox, `take-over-${options.viewport.width}`);
      await inbox.getByRole('button', { name: 'Devolver al asistente' }).click();
      await mobile.getByText('Gracias por conversar con nuestro equipo').last().waitFor();
      await expect.poll(tickets).toBe(0);
      expect(await inbox.evaluate('document.documentElement.scrollWidth')).toBe(options.viewport.width);
    },
  );

  it('reviews a screening, and the person hears of it', async () => {
    const page = await signIn('ana');
    await page
      .getByRole('link', { name: /revisi/ })
      .first()
      .click();
    await page.locator('tbody a').first().click();
    await page.getByText('«mi hija y yo»').waitFor();
    await page.getByRole('button', { name: 'Aceptar' }).click();
    await page.getByText('Ya se le avisó por WhatsApp').waitFor();
    const lines = await world.app.house.records.models.messages.countDocuments({ _id: 'review-s1-accepted' });
    expect(lines).toBe(1);
  });

  it.each([
    ['desktop', DESKTOP],
    ['phone', PHONE],
    ['dark', { ...DESKTOP, colorScheme: 'dark' as const }],
  ])('has no serious fault of accessibility, and fits: %s', async (_name, options) => {
    const page = await signIn('ana', options);
    const paths = [
      '',
      '/chats',
      `/chats/${rosa}`,
      '/screenings',
      '/screenings/s1',
      '/what-if?threshold=0&minMonths=12&minPeople=2',
      '/flows',
      '/gaps',
      `/contacts/${rosa}`,
      '/exports',
      '/audit',
      '/account',
      '/nowhere',
    ];
    for (const path of paths.map((one) => `/console${one}`)) {
      await page.goto(world.app.url + path);
      expect(await seriousFaults(page), path).toEqual([]);
      await picture(
        page,
        `${path.replace(rosa, 'rosa').replace(/\?.*/, '').slice(9).replaceAll('/', '-') || 'home'}-${_name}`,
      );
      expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBe(options.viewport.width);
    }
    faults = faults.filter((fault) => !fault.includes('404'));
    const door = await open('/console/sign-in', options);
    expect(await seriousFaults(door)).toEqual([]);
  });

  it('speaks English too', async () => {
    const page = await signIn('ana');
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Today' }).waitFor();
    for (const path of [
      '/chats',
      `/chats/${rosa}`,
      '/screenings/s1',
      '/flows',
      '/gaps',
      `/contacts/${rosa}`,
      '/audit',
      '/account',
    ])
      expect((await page.goto(`${world.app.url}/console${path}`))?.status(), path).toBe(200);
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
