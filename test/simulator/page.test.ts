import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { chromiumPath } from '../support/chromium.ts';
import { type FakePorts, fakePorts } from './fake-ports.ts';
import { type SimulatorServer, startSimulator } from './server.ts';
import { tinyBot } from './tiny-bot.ts';

const ROSA = '+573000001234';
const SCOPED = 'CO.7F3A91C2D4E5B608';
const rosa = { kind: 'phone', value: ROSA } as const;
const executablePath = chromiumPath();
/** Where to leave pictures of the page, to look at after a run. */
const pictures = process.env.SIMULATOR_PICTURES;

describe.skipIf(!executablePath)('the chat in a browser (needs Chromium)', () => {
  let browser: Browser;
  let ports: FakePorts;
  let server: SimulatorServer;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    browser = await chromium.launch({
      ...(executablePath ? { executablePath } : {}),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    ports = fakePorts(tinyBot, { answerAfterMs: 30 });
    server = await startSimulator(ports);
    faults = [];
  });
  afterEach(async () => {
    await page.context().close();
    await server.close();
    expect(faults).toEqual([]);
  });

  async function open(contacts: string[], options: BrowserContextOptions = {}): Promise<void> {
    const context = await browser.newContext({
      locale: 'es-CO',
      viewport: { width: 1440, height: 900 },
      ...options,
    });
    page = await context.newPage();
    page.setDefaultTimeout(8000);
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (entry) => {
      if (entry.type() === 'error' && !entry.text().includes('ERR_')) faults.push(entry.text());
    });
    page.on('dialog', () => faults.push('a script of a message ran'));
    await page.addInitScript(
      `if (!localStorage.length) localStorage.setItem('fortaleser.contacts', '${JSON.stringify(contacts)}')`,
    );
    await page.goto(server.url);
    await page.locator('.empty:visible, .message').first().waitFor();
  }

  const phone = (contact = ROSA): Locator => page.locator(`.phone[data-contact="${contact}"]`);
  const bubbles = (contact = ROSA): Locator => phone(contact).locator('.message .bubble .text');

  const pane = (expression: string): Promise<unknown> =>
    page.evaluate(`{ const pane = document.querySelector('.scroller'); pane.${expression} }`);

  async function picture(name: string): Promise<void> {
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
  }

  async function say(text: string, contact = ROSA): Promise<void> {
    await phone(contact).getByLabel('Mensaje').fill(text);
    await phone(contact).getByLabel('Mensaje').press('Enter');
  }

  async function reads(texts: string[], contact = ROSA): Promise<void> {
    await expect.poll(() => bubbles(contact).allInnerTexts(), { timeout: 8000 }).toEqual(texts);
  }

  it('talks by typing and by tapping, and an old button can be tapped again', async () => {
    await open([ROSA]);
    await say('hola');
    await phone().getByRole('button', { name: 'Ver si cumplo' }).click();
    const local = phone().getByRole('button', { name: 'Local' });
    await local.click();
    await phone().getByText('Anotado: Local').waitFor();
    expect(await phone().locator('strong', { hasText: 'Local' }).count()).toBe(1);
    await local.click();
    await expect.poll(() => phone().getByText('Anotado: Local').count()).toBe(2);

    const taps = ports.received.filter((message) => message.content.kind === 'tap');
    expect(taps.map((message) => message.content)).toEqual([
      { kind: 'tap', payload: 'screening', title: 'Ver si cumplo' },
      { kind: 'tap', payload: 'shop', title: 'Local' },
      { kind: 'tap', payload: 'shop', title: 'Local' },
    ]);
    expect(taps.map((message) => message.repliedTo)).toEqual(['out-1', 'out-2', 'out-2']);
    expect(await phone().locator('blockquote').first().innerText()).toContain('asistente automático');
    await picture('desktop');
  });

  it('opens a list as a sheet, with the keyboard alone', async () => {
    await open([ROSA]);
    await say('municipio');
    const opener = phone().getByRole('button', { name: 'Ver municipios' });
    await opener.press('Enter');
    const sheet = phone().getByRole('dialog');
    await picture('sheet');
    await page.keyboard.press('Escape');
    await expect.poll(() => sheet.count()).toBe(0);
    expect(await phone().locator('.choice:focus').count()).toBe(1);

    await opener.press('Enter');
    await sheet.getByRole('button', { name: 'El Espinal' }).press('Enter');
    await phone().getByText('Anotado: El Espinal').waitFor();
    expect(ports.received.at(-1)).toMatchObject({
      content: { kind: 'tap', payload: 'espinal' },
      repliedTo: 'out-1',
    });
  });

  it('sends a voice note, a picture, a sticker, a place and a contact card', async () => {
    await open([ROSA]);
    for (const name of ['Nota de voz', 'Foto', 'Sticker', 'Ubicación', 'Contacto']) {
      await phone().getByRole('button', { name: 'Adjuntar' }).click();
      await phone().locator('.attachments').getByRole('button', { name }).click();
    }
    await expect.poll(() => ports.received.length).toBe(5);
    expect(
      ports.received.map(({ content }) => (content.kind === 'media' ? content.media : content.kind)),
    ).toEqual(['audio', 'image', 'sticker', 'location', 'contact-card']);
    await expect.poll(() => phone().locator('.mine').count()).toBe(5);
    await picture('media');
  });

  it('keeps two phones apart, side by side, and remembers them', async () => {
    await open([ROSA]);
    await page.getByRole('button', { name: 'Agregar contacto' }).click();
    await page.getByLabel('Identificador').fill('no es');
    await page.getByRole('button', { name: 'Abrir chat' }).click();
    await page.getByText('no es válido').waitFor();
    await page.getByLabel('Solo usuario, sin número').check();
    await page.getByLabel('Identificador').fill(SCOPED);
    await page.getByRole('button', { name: 'Abrir chat' }).click();
    await say('de Rosa');
    await say('de otra', SCOPED);
    await reads(['de Rosa', 'de Rosa']);
    await reads(['de otra', 'de otra'], SCOPED);
    expect(await phone().isVisible()).toBe(true);

    await page.reload();
    await reads(['de Rosa', 'de Rosa']);
    await reads(['de otra', 'de otra'], SCOPED);
    await phone(SCOPED).getByRole('button', { name: 'Cerrar este chat' }).click();
    expect(await page.locator('.phone').count()).toBe(1);
  });

  it('says when the server is away, keeps what is sent, and catches up by itself', async () => {
    await open([ROSA]);
    await say('antes');
    await reads(['antes', 'antes']);
    await server.close();
    await page.getByText('Sin conexión con el servidor').waitFor();
    await say('mientras');
    await phone().getByRole('button', { name: 'No se envió. Reintentar' }).waitFor();
    await picture('offline');
    await say('después');
    await phone().getByLabel('Mensaje').fill('un borrador');
    ports.say(rosa, { kind: 'text', text: 'dicho en la ausencia' });

    server = await startSimulator(ports, { port: server.port });
    await expect.poll(() => ports.received.length, { timeout: 15_000 }).toBe(3);
    expect(ports.received.map(({ content }) => content)).toMatchObject([
      { text: 'antes' },
      { text: 'mientras' },
      { text: 'después' },
    ]);
    await expect.poll(() => bubbles().count()).toBe(7);
    expect(await bubbles().allInnerTexts()).toContain('dicho en la ausencia');
    expect(await page.getByText('Sin conexión con el servidor').isVisible()).toBe(false);
    expect(await phone().getByLabel('Mensaje').inputValue()).toBe('un borrador');
  });

  it('loses neither a draft nor an unsent message to a reload', async () => {
    await open([ROSA]);
    await page.route('**/messages', (route) => route.abort());
    await say('sin salir');
    await phone().getByRole('button', { name: 'No se envió. Reintentar' }).waitFor();
    await phone().getByLabel('Mensaje').fill('un borrador');
    expect(ports.received).toEqual([]);
    await page.unroute('**/messages');
    await page.reload();
    await reads(['sin salir', 'sin salir']);
    expect(ports.received).toHaveLength(1);
    expect(await phone().getByLabel('Mensaje').inputValue()).toBe('un borrador');
  });

  it('shows what it cannot send, with the reason, and goes on', async () => {
    await open([ROSA]);
    await page.route('**/messages', (route) => route.fulfill({ status: 400, json: { error: 'así no' } }), {
      times: 1,
    });
    await say('uno');
    await phone().getByText('No se pudo enviar: así no').waitFor();
    await say('dos');
    await expect.poll(() => ports.received.length).toBe(1);
    faults = faults.filter((fault) => !fault.includes('400'));
  });

  it('draws hostile text as text', async () => {
    await open([ROSA]);
    const hostile = '<img src=x onerror=alert(1)><script>alert(2)</script> *<b onmouseover=alert(3)>x</b>*';
    await say(hostile);
    ports.say(rosa, {
      kind: 'list',
      text: '[x](javascript:alert(4)) https://a.co/"onclick=alert(5)',
      label: '<i>Ver</i>',
      choices: [{ id: '"><svg onload=alert(6)>', title: '<svg onload=alert(7)>', description: '&lt;' }],
    });
    await phone().getByRole('button', { name: '<i>Ver</i>' }).click();
    await phone().getByRole('button', { name: '<svg onload=alert(7)> &lt;' }).waitFor();
    expect(await bubbles().first().innerText()).toBe(hostile.replaceAll('*', ''));
    expect(await phone().locator('.bubble :is(img, script, b, svg[onload]), .sheet i').count()).toBe(0);
    expect(await phone().locator('.bubble a').getAttribute('href')).toBe('https://a.co/');
  });

  it('holds right-to-left text, 1 600 emoji and words without end inside its bubbles', async () => {
    await open([ROSA], { viewport: { width: 320, height: 640 } });
    await say('مرحبا، أريد التسجيل hola');
    await say('🌽'.repeat(1600));
    await say('x'.repeat(1600));
    await expect.poll(() => bubbles().count()).toBe(6);
    expect(await phone().locator('.text:dir(rtl)').count()).toBe(2);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    expect(await pane('scrollWidth - pane.clientWidth')).toBe(0);
    await phone().getByLabel('Mensaje').fill('x'.repeat(1601));
    await phone().getByText('Sobran 1 caracteres').waitFor();
    await phone().getByLabel('Mensaje').press('Enter');
    expect(await phone().getByLabel('Mensaje').inputValue()).toHaveLength(1601);
  });

  it('stays where one reads, and points to what came since', async () => {
    for (let n = 1; n <= 130; n += 1)
      ports.say(rosa, { kind: 'text', text: `mensaje ${n}` }, new Date(n * 60_000));
    await open([ROSA]);
    await expect.poll(() => ports.read).toContain('out-130');
    expect(ports.read).not.toContain('out-75');

    await pane('scrollTop = 0');
    await expect.poll(() => bubbles().count()).toBe(120);
    expect(await pane('scrollTop')).toBeGreaterThan(1000);
    ports.say(rosa, { kind: 'text', text: 'nuevo uno' });
    ports.say(rosa, { kind: 'text', text: 'nuevo dos' });
    await picture('scrolled');
    await phone().getByRole('button', { name: '2 mensajes nuevos' }).click();
    await expect.poll(() => ports.read).toContain('out-132');
    expect(await phone().locator('.pill').isVisible()).toBe(false);
  });

  it('copies the whole conversation as a transcript', async () => {
    await open([ROSA], { permissions: ['clipboard-read', 'clipboard-write'] });
    await say('hola');
    await phone().getByRole('button', { name: 'Preguntar' }).click();
    await phone().getByText('Anotado: Preguntar').waitFor();
    await phone().getByRole('button', { name: 'Copiar como transcripción' }).click();
    await page.getByText('Transcripción copiada').waitFor({ state: 'attached' });
    const transcript = parse(String(await page.evaluate('navigator.clipboard.readText()')));
    expect(transcript).toMatchObject([
      { said: 'hola', expected: [{ choices: ['Ver si cumplo', 'Preguntar', 'Hablar con alguien'] }] },
      { tap: 'Preguntar', expected: ['Anotado: *Preguntar*'] },
    ]);
  });

  it('shows one phone at a time on a narrow screen, with the unread of the others', async () => {
    await open([ROSA, SCOPED], { viewport: { width: 390, height: 844 }, hasTouch: true });
    await say('hola');
    ports.say({ kind: 'scoped', value: SCOPED }, { kind: 'text', text: '¿Seguimos?' });
    const other = page.locator(`.contact[data-contact="${SCOPED}"]`);
    await expect.poll(() => other.locator('.unread').allInnerTexts()).toEqual(['1']);
    await picture('narrow');
    expect(await phone(SCOPED).isVisible()).toBe(false);
    await other.click();
    await phone(SCOPED).getByText('¿Seguimos?').waitFor();
    await expect.poll(() => other.locator('.unread').count()).toBe(0);
  });

  it('speaks English to an English browser and turns dark at night', async () => {
    await open([ROSA], { locale: 'en-GB', colorScheme: 'dark' });
    await phone().getByLabel('Message', { exact: true }).fill('hola');
    await phone().getByRole('button', { name: 'Send' }).click();
    await phone().getByRole('button', { name: 'Preguntar' }).waitFor();
    await phone().getByText('Today').waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    await picture('dark');
  });

  it('shows that an answer is coming, and ticks that rise', async () => {
    await open([ROSA]);
    await say('callado');
    await phone().locator('.typing').waitFor();
    await phone().getByText('escribiendo…').waitFor();
    await phone().getByText('Entregado', { exact: true }).waitFor({ state: 'attached' });
    ports.say(rosa, { kind: 'text', text: 'listo' });
    await phone().getByText('Leído', { exact: true }).waitFor({ state: 'attached' });
    expect(await phone().locator('.typing').isVisible()).toBe(false);
  });
});
