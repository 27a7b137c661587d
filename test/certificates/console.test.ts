import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createAudit } from '../../src/adapters/mongo/audit.ts';
import { verifyCode } from '../../src/usecases/certificates/verify.ts';
import { addAccount, PASSWORD, visitor } from '../console/browser.ts';
import { chromiumPath } from '../support/chromium.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { earned } from './house.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const executablePath = chromiumPath();
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const pictures = process.env.CERTIFICATE_PICTURES;
const DESKTOP = { viewport: { width: 1280, height: 860 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

let world: TestWorld;
let next = 0;
beforeAll(async () => {
  world = await startTestWorld();
  for (const [id, name] of [
    ['cali', 'Cámara DEMO de Cali'],
    ['pasto', 'Cámara DEMO de Pasto'],
  ] as const)
    await world.app.house.ports.chambers.save({ id, name, phone: '', hours: '', territories: [] });
  await addAccount(world, 'ana');
  await addAccount(world, 'luis', 'coordinator', 'pasto');
  await addAccount(world, 'rosa', 'coordinator', 'cali');
});
afterAll(() => world.close());

async function person(name: string, more: { minutes?: number; tags?: string[]; chamber?: string } = {}) {
  const { ports } = world.app.house;
  const value = `+5730055${String(60_000 + ++next)}`;
  const identities = [{ kind: 'phone' as const, value }];
  const contactId = await ports.contacts.resolve({ identities, channel: 'twilio', at: new Date() });
  return await earned(ports, { contactId, name, ...more });
}

describe.skipIf(!executablePath)('certificates in the console (needs Chromium)', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      ...(executablePath ? { executablePath } : {}),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  });
  afterAll(() => browser?.close());

  async function signIn(options: BrowserContextOptions = DESKTOP): Promise<Page> {
    const context = await browser.newContext({ locale: 'es-CO', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(`${world.app.url}/console`);
    await page.getByLabel('Usuario').fill('ana');
    await page.getByLabel('Contraseña').fill(PASSWORD);
    await page.getByRole('button', { name: 'Entrar' }).click();
    await page.getByRole('heading', { name: 'Hoy' }).waitFor();
    return page;
  }

  async function isFine(page: Page, name: string): Promise<void> {
    if (pictures) await page.screenshot({ path: join(pictures, `console-${name}.png`), fullPage: true });
    const wide = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(wide).toBeLessThanOrEqual(0);
    await page.evaluate(AXE);
    const found = await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))');
    expect(found).toEqual([]);
  }

  it('one is issued, sent, looked at, and taken back with a reason that the audit leads to', async () => {
    const { id } = await person('Ana María Muñoz');
    const early = await person('Luis Peña', { minutes: 120 });
    const page = await signIn();
    await page.goto(`${world.app.url}/console/certificates/enrolments/${early.id}`);
    await page.getByText('38 horas de acompañamiento').waitFor();
    expect(await page.getByRole('button', { name: 'Expedir certificado' }).count()).toBe(0);
    await isFine(page, 'certificate-missing-1280');

    await page.goto(`${world.app.url}/console/certificates/enrolments/${id}`);
    await page.getByRole('button', { name: 'Expedir certificado' }).click();
    await page.getByText('Certificado expedido.').waitFor();
    await page.getByRole('button', { name: 'Enviar el enlace' }).click();
    await page.getByText('El enlace va en camino.').waitFor();
    await isFine(page, 'certificate-1280');
    const code = (await page.locator('ol code').first().textContent()) ?? '';
    const pdf = await page
      .context()
      .request.get(`${world.app.url}/console/certificates/enrolments/${id}/pdf`);
    expect(pdf.headers()['content-type']).toBe('application/pdf');

    await page.getByText('Anular el certificado').click();
    await page.getByLabel('Motivo').fill('El nombre era de otra persona');
    await page.getByRole('button', { name: 'Anular', exact: true }).click();
    await page.getByText('Certificado anulado.').waitFor();
    await page.getByText('«El nombre era de otra persona»').waitFor();
    expect((await verifyCode(world.app.house.ports.certifying, code)).kind).toBe('revoked');
    const entries = await createAudit(world.app.house.records.models).list({ limit: 50 });
    expect(entries.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['certificate.issued', 'certificate.sent', 'certificate.revoked']),
    );

    await page
      .getByRole('navigation', { name: 'Secciones' })
      .getByRole('link', { name: 'Certificados' })
      .click();
    await page.getByRole('link', { name: 'Anulados' }).click();
    await page.getByRole('link', { name: 'Ana María Muñoz' }).waitFor();
    await isFine(page, 'certificates-1280');
    await page.context().close();
  });

  it('a cohort is looked at, then issued and sent, and its progress is seen without loading the page again', async () => {
    for (let n = 1; n <= 3; n++) await person(`Persona ${n}`, { tags: ['cohorte-1'] });
    await person('Falta Mucho', { tags: ['cohorte-1'], minutes: 60 });
    const page = await signIn(PHONE);
    await page.goto(`${world.app.url}/console/certificates/batches`);
    await page.getByLabel('Etiqueta o cohorte').fill('cohorte-1');
    await page.getByRole('button', { name: 'Ver cuántos son' }).click();
    await page.getByText('Son 4 inscripciones activas.').waitFor();
    await isFine(page, 'batch-asked-390');
    await page.getByRole('button', { name: 'Expedir y enviar' }).click();
    await page.getByText('Terminado').waitFor();
    await page.getByText('4 de 4').waitFor();
    await isFine(page, 'batch-done-390');
    expect(await page.getByRole('cell', { name: '3' }).count()).toBe(1);
    await page.goto(`${world.app.url}/console/certificates`);
    await isFine(page, 'certificates-390');
    await page.context().close();
  });
});

describe('who is of another chamber', () => {
  it('sees no certificate, issues none and starts nothing there', async () => {
    const { id } = await person('De Cali', { tags: ['ajena'] });
    const luis = visitor(world);
    await luis.signIn('luis');
    await luis.get('/console/certificates/batches');
    const at = `/console/certificates/enrolments/${id}`;
    expect((await luis.get(at)).status).toBe(404);
    expect((await luis.get(`${at}/pdf`)).status).toBe(404);
    for (const verb of ['issue', 'send', 'revoke'])
      expect((await luis.post(`${at}/${verb}`, { reason: 'x' })).status).toBe(404);
    expect((await luis.get('/console/certificates?chamber=cali')).body).not.toContain('Muñoz');
    const key = '00000000-0000-4000-8000-000000000001';
    await luis.post('/console/certificates/batches', { key, chamber: 'cali', tag: 'ajena' });
    const batch = await world.app.house.batching.batches.get(key);
    expect(batch).toMatchObject({ cohort: { chamber: 'pasto' }, total: 0 });
    expect(await world.app.house.ports.certifying.certificates.latestOf(id)).toBeNull();

    const rosa = visitor(world);
    await rosa.signIn('rosa');
    expect((await rosa.get(at)).status).toBe(200);
    expect((await rosa.get(`/console/certificates/batches/${key}`)).status).toBe(404);
  });

  it('a form sent twice sends one message, and a reason is needed to take one back', async () => {
    const { id, contactId } = await person('Doble Clic');
    const rosa = visitor(world);
    await rosa.signIn('rosa');
    const at = `/console/certificates/enrolments/${id}`;
    await rosa.get(at);
    await rosa.post(`${at}/issue`);
    const key = '00000000-0000-4000-8000-000000000002';
    await Promise.all([rosa.post(`${at}/send`, { key }), rosa.post(`${at}/send`, { key })]);
    const { models } = world.app.house.records;
    expect(await models.messages.countDocuments({ contactId, direction: 'out' })).toBe(1);
    expect((await rosa.post(`${at}/revoke`, { reason: '  ' })).location).toContain('said=empty');
    expect(await world.app.house.ports.certifying.certificates.latestOf(id)).toMatchObject({
      status: 'valid',
    });
  });
});
