import { inflateSync } from 'node:zlib';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { PNG } from 'pngjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createCalendar } from '../../src/adapters/calendar/calendar.ts';
import { type LoadedTexts, loadTexts } from '../../src/adapters/i18next/texts.ts';
import { createPrinter } from '../../src/adapters/pdf/printer.ts';
import { FOLDERS } from '../../src/composition/paths.ts';
import type { Certificate, Details, Statement } from '../../src/domain/certificate.ts';
import { type PaperWorld, paperOf } from '../../src/usecases/certificates/paper.ts';

const MOST_BYTES = 200_000;
const printer = createPrinter();
let texts: LoadedTexts;
let pdfium: PDFiumLibrary;
beforeAll(async () => {
  texts = await loadTexts(FOLDERS.locales, 'America/Bogota');
  pdfium = await PDFiumLibrary.init();
});

function certificate(
  name: string,
  change: Partial<Details> = {},
  facts: Partial<Statement> = {},
): Certificate {
  const code = '7K3QF9M2XR4T8B';
  const issued = '2026-11-27';
  const details = {
    salt: 's',
    business: 'Panadería La Espiga',
    chamber: 'Cámara DEMO de Cali',
    from: '2026-06-03',
    to: '2026-11-20',
    rule: 'r',
    ...change,
  };
  const statement = {
    programme: 'FortaleSER',
    code,
    version: 1,
    name,
    minutes: 2550,
    issued,
    details: 'd',
    ...facts,
  };
  return {
    id: 'c',
    enrolmentId: 'e',
    contactId: 'ana',
    chamber: 'cali',
    version: 1,
    code,
    minutes: statement.minutes,
    issuedAt: new Date('2026-11-27T15:00:00Z'),
    issuedBy: 'rosa',
    status: 'valid',
    revoked: null,
    told: null,
    signed: { statement, details, key: 'k', signature: 'sig' },
  };
}

async function print(one: Certificate, change: Partial<PaperWorld> = {}) {
  const world = { texts, calendar: createCalendar('America/Bogota'), publicUrl: 'https://bot.example' };
  const paper = await paperOf({ ...world, demo: false, logoOf: async () => null, ...change }, one);
  if (!paper) throw new Error('nothing to print');
  const pdf = await printer.pdf(paper);
  const document = await pdfium.loadDocument(pdf);
  const pages = document.getPageCount();
  const page = document.getPage(0);
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const text = page.getText().replace(/\s+/g, ' ');
  document.destroy();
  return { pdf, pages, text, size: [originalWidth, originalHeight] };
}

/** Pixels of the room for words that are not paper: how much ink each line of a grid has. */
function inkIn(picture: PNG, box: { left: number; top: number; right: number; bottom: number }): number {
  let ink = 0;
  for (let y = Math.floor(box.top * picture.height); y < box.bottom * picture.height; y++)
    for (let x = Math.floor(box.left * picture.width); x < box.right * picture.width; x++) {
      const at = (y * picture.width + x) * 4;
      if ((picture.data[at] ?? 0) + (picture.data[at + 1] ?? 0) + (picture.data[at + 2] ?? 0) < 420) ink++;
    }
  return ink;
}

describe('the paper', () => {
  it('is one A4 page across, small, and says everything with its accents', async () => {
    const { pdf, pages, text, size } = await print(certificate('Íñigo Ávila Peñón de Güemes'));
    expect(pages).toBe(1);
    expect(size.map(Math.round)).toEqual([842, 595]);
    expect(pdf.length).toBeLessThan(MOST_BYTES);
    for (const words of [
      'FortaleSER',
      'Certificado de participación',
      'Cámara DEMO de Cali hace constar que',
      'Íñigo Ávila Peñón de Güemes',
      'participó con su negocio Panadería La Espiga en la ruta de fortalecimiento',
      'asistió a 42 horas y 30 minutos de acompañamiento entre el 3 de junio de 2026 y el 20 de noviembre de 2026.',
      'Expedido el 27 de noviembre de 2026',
      '7K3QF-9M2XR-4T8B',
      'https://bot.example/certificates/7K3QF-9M2XR-4T8B',
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('DEMO DEMO');
  });

  it('looked at as a picture has ink where words stand, a QR code, and nothing at its edge', async () => {
    const { pdf } = await print(certificate('Ana María Muñoz'));
    const picture = PNG.sync.read(await printer.picture(pdf));
    expect([picture.width, picture.height]).toEqual([1398, 989]);
    const name = inkIn(picture, { left: 0.3, top: 0.32, right: 0.95, bottom: 0.42 });
    const foot = inkIn(picture, { left: 0.3, top: 0.74, right: 0.95, bottom: 0.88 });
    const edge = inkIn(picture, { left: 0.96, top: 0, right: 1, bottom: 1 });
    const code = inkIn(picture, { left: 0.065, top: 0.66, right: 0.19, bottom: 0.84 });
    expect(name).toBeGreaterThan(2_000);
    expect(foot).toBeGreaterThan(1_000);
    expect(edge).toBe(0);
    expect(code).toBeGreaterThan(5_000);
  });

  it('outside production says DEMO across it, and that it is not valid', async () => {
    const demo = await print(certificate('Ana'), { demo: true });
    expect(demo.text).toContain('DEMO');
    expect(demo.text).toContain('sin validez');
    const [with_, without] = await Promise.all(
      [demo, await print(certificate('Ana'))].map(async ({ pdf }) =>
        PNG.sync.read(await printer.picture(pdf)),
      ),
    );
    expect(with_?.data.equals(without?.data ?? Buffer.alloc(0))).toBe(false);
  });

  it.each([
    [
      'of 90 characters',
      'María Fernanda de los Ángeles Villavicencio Quiñónez viuda de Montealegre y Castañeda Núñez',
    ],
    ['in one word of 90 letters', 'Ñ'.repeat(90)],
    ['of 200 characters', 'Ana María '.repeat(20).trim()],
    ['with letters of other languages', 'Đặng Thị Hồng Ščerbová'],
  ])('a name %s stands whole inside the page', async (_what, name) => {
    const { text, pdf } = await print(certificate(name));
    expect(text.replaceAll(' ', '')).toContain(name.replaceAll(' ', ''));
    const picture = PNG.sync.read(await printer.picture(pdf));
    expect(inkIn(picture, { left: 0.96, top: 0, right: 1, bottom: 1 })).toBe(0);
    expect(pdf.length).toBeLessThan(MOST_BYTES);
  });

  it('a name written from right to left is shaped by its font and keeps its words in order', async () => {
    const { text, pdf } = await print(certificate('محمد علي'));
    expect(text).toMatch(/[\u0600-\u06ff\ufe70-\ufeff]{3}/);
    const picture = PNG.sync.read(await printer.picture(pdf));
    expect(inkIn(picture, { left: 0.3, top: 0.3, right: 0.95, bottom: 0.42 })).toBeGreaterThan(500);
  });

  it('a long business and a long chamber do not run into what stands below', async () => {
    const business = 'Tienda, Ferretería y Variedades El Porvenir de la Familia Quiñónez '.repeat(4).trim();
    const chamber = 'Cámara de Comercio DEMO de Armenia y del Quindío, Seccional Occidente y Norte';
    const { text, pages } = await print(certificate('Ana '.repeat(30).trim(), { business, chamber }));
    expect(pages).toBe(1);
    expect(text).toContain('20 de noviembre de 2026.');
    expect(text).toContain('Expedido el');
  });

  it('carries what is needed to check it without asking anybody', async () => {
    const { pdf } = await print(certificate('Ana María'));
    const streams = [...pdf.toString('latin1').matchAll(/stream\n([\s\S]*?)\nendstream/g)];
    const files = streams.flatMap(([, body = '']) => {
      try {
        return [inflateSync(Buffer.from(body, 'latin1')).toString('utf8')];
      } catch {
        return [];
      }
    });
    const carried = files.find((one) => one.startsWith('{"statement"'));
    expect(JSON.parse(carried ?? '{}')).toMatchObject({ statement: { name: 'Ana María' }, signature: 'sig' });
  });

  it('shows a chamber’s own logo where it is a picture, and does without where it is not', async () => {
    const logo = new PNG({ width: 200, height: 100 });
    logo.data.fill(0);
    for (let at = 3; at < logo.data.length; at += 4) logo.data[at] = 255;
    const real = PNG.sync.write(logo);
    const broken = Buffer.concat([real.subarray(0, 20), Buffer.from('not a picture')]);
    const [plain, shown, without] = await Promise.all(
      [null, real, broken].map(async (bytes) => {
        const { pdf } = await print(certificate('Ana'), { logoOf: async () => bytes });
        expect(pdf.length).toBeLessThan(MOST_BYTES);
        const picture = PNG.sync.read(await printer.picture(pdf));
        return inkIn(picture, { left: 0.04, top: 0.4, right: 0.22, bottom: 0.57 });
      }),
    );
    expect(shown).not.toBe(plain);
    expect(without).toBe(plain);
  });
});
