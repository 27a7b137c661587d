import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { shownCode } from '../../src/domain/certificate-code.ts';
import { issueCertificate } from '../../src/usecases/certificates/issue.ts';
import { chromiumPath } from '../support/chromium.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { earned } from './house.ts';

const executablePath = chromiumPath();
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
/** Where to leave pictures of the pages. */
const pictures = process.env.CERTIFICATE_PICTURES;
const DESKTOP = { viewport: { width: 1280, height: 860 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describe.skipIf(!executablePath)('the pages of a certificate in a browser (needs Chromium)', () => {
  let browser: Browser;
  let world: TestWorld;
  let code: string;
  let link: string;
  let faults: string[] = [];
  let pages: Page[] = [];

  beforeAll(async () => {
    world = await startTestWorld();
    const { ports } = world.app.house;
    await ports.chambers.save({
      id: 'cali',
      name: 'Cámara de Comercio DEMO de Cali',
      phone: '',
      hours: '',
      territories: [],
    });
    const { id: enrolmentId } = await earned(ports, { contactId: 'ana' });
    const issued = await issueCertificate({ ports }, { enrolmentId, by: 'rosa', now: new Date() });
    if (issued.kind !== 'issued') throw new Error(issued.kind);
    code = shownCode(issued.certificate.code);
    link = ports.certifying.links.make(issued.certificate.code, new Date());
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

  async function open(address: string, options: BrowserContextOptions): Promise<Page> {
    const context = await browser.newContext({ locale: 'es-CO', ...options });
    const page = await context.newPage();
    pages.push(page);
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (entry) => {
      if (entry.type() === 'error' && !entry.text().includes('404')) faults.push(entry.text());
    });
    await page.goto(address);
    return page;
  }

  async function picture(page: Page, name: string): Promise<void> {
    if (pictures) await page.screenshot({ path: join(pictures, `certificate-${name}.png`), fullPage: true });
  }

  async function isFine(page: Page): Promise<void> {
    const wide = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(wide).toBeLessThanOrEqual(0);
    await page.evaluate(AXE);
    const found = (await page.evaluate(
      'axe.run().then(({ violations }) => violations.map(({ id }) => id))',
    )) as string[];
    expect(found).toEqual([]);
  }

  it.each([
    ['desktop', DESKTOP],
    ['phone', PHONE],
  ] as const)(
    'the owner’s link opens at once on a %s, with the picture and the file',
    async (name, options) => {
      const page = await open(link, options);
      await page.getByRole('heading', { name: 'Su certificado' }).waitFor();
      const shown = page.getByRole('img', { name: /a nombre de Ana María Muñoz/ });
      await expect
        .poll(() => shown.evaluate((one) => (one as unknown as { naturalWidth: number }).naturalWidth))
        .toBe(1398);
      await picture(page, `own-${name}`);
      await isFine(page);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Descargar PDF' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`certificado-fortaleser-${code}.pdf`);
      expect(readFileSync(await download.path()).toString('latin1', 0, 5)).toBe('%PDF-');
    },
  );

  it('anybody types a code with its slips of the finger and reads that it is valid', async () => {
    const page = await open(`${world.app.url}/certificates`, PHONE);
    await isFine(page);
    await page
      .getByLabel('Código del certificado')
      .fill(code.toLowerCase().replaceAll('0', 'o').replaceAll('-', ' '));
    await page.getByRole('button', { name: 'Verificar' }).click();
    await page.getByRole('heading', { name: 'Certificado válido' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/certificates/${code}`);
    await expect.poll(() => page.getByRole('link', { name: 'Descargar PDF' }).count()).toBe(0);
    await picture(page, 'verified-phone');
    await isFine(page);
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Valid certificate' }).waitFor();
  });

  it('a code nobody has is said plainly, with the box to type it again', async () => {
    const page = await open(`${world.app.url}/certificates/00000-00000-0000`, {
      ...PHONE,
      colorScheme: 'dark',
    });
    await page.getByRole('heading', { name: 'No existe' }).waitFor();
    await picture(page, 'unknown-phone');
    await isFine(page);
  });
});
