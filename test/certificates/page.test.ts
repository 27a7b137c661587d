import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shownCode } from '../../src/domain/certificate-code.ts';
import { issueCertificate } from '../../src/usecases/certificates/issue.ts';
import { axeFaults, DESKTOP, executablePath, PHONE as SMALL, useBrowser } from '../support/browser.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { earned } from './house.ts';

/** Where to leave pictures of the pages. */
const pictures = process.env.CERTIFICATE_PICTURES;
const PHONE = { ...SMALL, isMobile: true };

describe.skipIf(!executablePath)('the pages of a certificate in a browser (needs Chromium)', () => {
  let world: TestWorld;
  let code: string;
  let link: string;

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
  });
  afterAll(() => world?.close());
  const { open } = useBrowser({ timeoutMs: 20_000, unless: '404' });

  async function picture(page: Page, name: string): Promise<void> {
    if (pictures) await page.screenshot({ path: join(pictures, `certificate-${name}.png`), fullPage: true });
  }

  async function isFine(page: Page): Promise<void> {
    const wide = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(wide).toBeLessThanOrEqual(0);
    expect((await axeFaults(page)).map(({ id }) => id)).toEqual([]);
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
