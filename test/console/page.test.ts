import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESKTOP, executablePath, PHONE, seriousFaults, useBrowser } from '../support/browser.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { addAccount, PASSWORD, signInAt } from './browser.ts';
import { ROSA, tellStory } from './story.ts';

/** Where to leave pictures of the pages (`docs/pictures` for the README). */
const pictures = process.env.CONSOLE_PICTURES;

describe.skipIf(!executablePath)('the console in a browser (needs Chromium)', () => {
  let world: TestWorld;
  let rosa: string;

  beforeAll(async () => {
    world = await startTestWorld();
    await addAccount(world, 'ana');
    await addAccount(world, 'luis');
    ({ rosa } = await tellStory(world));
  });
  afterAll(() => world?.close());
  const pages = useBrowser({ timeoutMs: 10_000, unless: 'ERR_' });

  const open = (path: string, options: BrowserContextOptions = DESKTOP) =>
    pages.open(world.app.url + path, options);
  const signIn = async (name: string, options: BrowserContextOptions = DESKTOP) =>
    await signInAt(await open('/console', options), name);

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
    pages.forgive('404');
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
