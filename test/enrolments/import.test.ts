import { beforeEach, describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { createMemoryRecords, type MemoryRecords } from '../../src/adapters/memory/records.ts';
import { readPhone } from '../../src/adapters/phone/read-phone.ts';
import { readTable } from '../../src/adapters/sheets/read-table.ts';
import { enrolAll } from '../../src/usecases/enrolments/enrol-business.ts';
import { previewImport } from '../../src/usecases/enrolments/preview-import.ts';
import type { Defaults, EntryWorld } from '../../src/usecases/enrolments/read-entry.ts';

const NOW = new Date('2026-11-20T14:00:00Z');
const WORLD: EntryWorld = {
  readPhone,
  chambers: [
    {
      id: 'cali',
      name: 'Cámara de Comercio de Cali',
      phone: '',
      hours: '',
      territories: ['cali', 'palmira'],
    },
    { id: 'pasto', name: 'Pasto', phone: '', hours: '', territories: ['pasto'] },
  ],
  territories: [
    { id: 'cali', name: 'Cali' },
    { id: 'palmira', name: 'Palmira' },
    { id: 'pasto', name: 'Pasto' },
  ],
  now: NOW,
};
const DEFAULTS: Defaults = { chamber: 'cali', source: 'Lista de noviembre', consentedAt: '2026-11-01' };

let records: MemoryRecords;
beforeEach(() => {
  records = createMemoryRecords();
});

async function preview(bytes: Uint8Array | string, defaults: Defaults = DEFAULTS) {
  const table = await readTable(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
  if (table.kind === 'refused') throw new Error(table.reason);
  const result = await previewImport({ ports: records, world: WORLD }, table, defaults);
  if (result.kind === 'refused') throw new Error(`${result.reason} ${result.field}`);
  return result;
}

const enrolling = () => ({ ports: records, channel: 'simulator' as const, now: NOW, by: 'coordinator-1' });

async function apply(bytes: Uint8Array | string) {
  const { rows } = await preview(bytes);
  const entries = rows.flatMap((row) => (row.bin === 'new' ? [row.entry] : []));
  return await enrolAll(enrolling(), entries);
}

describe('an import', () => {
  it('puts each row in exactly one bin, with the reason', async () => {
    await apply('celular,nombre,negocio\n3009999999,Rosa,Moños Rosa\n');
    const lines = [
      'Teléfono;Nombre;Negocio;Cámara;Territorio;Etapa;Fuente;Fecha de autorización;Color',
      '300 123 4567;Ana;La Espiga;Cali;Palmira;Hoja de ruta;;;rojo',
      '3009999999;Rosa;MOÑOS ROSA;;;;;;',
      '+57 300 1234567;Ana M.;la  espiga;;;;;;',
      '3001234567;Ana;Otra tienda;;;;;;',
      '6012345678;Luis;Ferretería;;;;;;',
      '300123;Luis;Ferretería;;;;;;',
      '3,00E+09;Luis;Ferretería;;;;;;',
      'no tiene;Luis;Ferretería;;;;;;',
      '3001110001;;Ferretería;;;;;;',
      '3001110001;Luis;;;;;;;',
      '3001110001;Luis;Ferretería;Bogotá;;;;;',
      '3001110001;Luis;Ferretería;;Narnia;;;;',
      '3001110001;Luis;Ferretería;;Pasto;;;;',
      '3001110001;Luis;Ferretería;;;vacaciones;;;',
      '3001110001;Luis;Ferretería;;;;;31/02/2026;',
      '3001110001;Luis;Ferretería;;;;;25/12/2026;',
    ];
    const { rows, counts, ignored } = await preview(lines.join('\r\n'));
    expect(rows.map(({ line, bin, ...rest }) => [line, bin, 'reason' in rest ? rest.reason : ''])).toEqual([
      [2, 'new', ''],
      [3, 'known', ''],
      [4, 'duplicate', ''],
      [5, 'new', ''],
      [6, 'invalid-number', 'fixed-line'],
      [7, 'invalid-number', 'wrong-length'],
      [8, 'invalid-number', 'digits-lost'],
      [9, 'invalid-number', 'not-a-number'],
      [10, 'missing-name', ''],
      [11, 'missing-business', ''],
      [12, 'unknown-chamber', ''],
      [13, 'unknown-territory', ''],
      [14, 'territory-of-another-chamber', ''],
      [15, 'unknown-stage', ''],
      [16, 'missing-consent-date', 'not-a-date'],
      [17, 'missing-consent-date', 'in-the-future'],
    ]);
    expect(Object.values(counts).reduce((sum, one) => sum + one, 0)).toBe(rows.length);
    expect(ignored).toEqual(['Color']);
    expect(rows[0]).toMatchObject({
      entry: { phone: '+573001234567', chamber: 'cali', territory: 'palmira', stage: 'road-map' },
    });
    expect(rows[2]).toMatchObject({ of: 2 });
  });

  it('wants the source and the day of a consent, from the row or for all', async () => {
    const file = 'celular,nombre,negocio\n3001234567,Ana,La Espiga\n';
    expect((await preview(file, { chamber: 'cali' })).counts).toEqual({ 'missing-source': 1 });
    expect((await preview(file, { chamber: 'cali', source: 'lista' })).counts).toEqual({
      'missing-consent-date': 1,
    });
    expect((await preview(file, { source: 'lista', consentedAt: '2026-11-01' })).counts).toEqual({
      'unknown-chamber': 1,
    });
  });

  it('writes nothing by itself, keeps the consent when applied, and changes nothing the second time', async () => {
    const file = 'Phone,Name,Business\n3001234567,Ana,La Espiga\n+14155238886,Joe,Shop\n';
    expect((await preview(file)).counts).toEqual({ new: 2 });
    expect(records.kept.contacts.size + records.kept.enrolments.size).toBe(0);
    expect(await apply(file)).toEqual({ enrolled: 2, known: 0 });
    expect([...records.kept.consents.values()]).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          purpose: 'programme',
          source: 'Lista de noviembre',
          at: new Date('2026-11-01T12:00:00Z'),
        }),
      ]),
    );
    const before = JSON.stringify([...records.kept.enrolments]);
    expect((await preview(file)).counts).toEqual({ known: 2 });
    expect(await apply(file)).toEqual({ enrolled: 0, known: 0 });
    expect(JSON.stringify([...records.kept.enrolments])).toBe(before);
    expect(records.kept.consents.size).toBe(2);
  });

  it.each(['name,phone\nAna,300', 'hola'])(
    'refuses a file without the columns it needs: %j',
    async (file) => {
      await expect(preview(file)).rejects.toThrow('no-header');
    },
  );

  it('refuses a file with two columns for one thing', async () => {
    await expect(preview('celular,teléfono,nombre,negocio\n1,2,3,4')).rejects.toThrow('twice phone');
  });

  it('reads ten thousand rows, and no more', async () => {
    const body = (count: number) =>
      `celular,nombre,negocio\n${Array.from({ length: count }, (_, i) => `${3_000_000_000 + i},Ana ${i},Tienda ${i}`).join('\n')}`;
    expect((await preview(body(10_000))).counts).toEqual({ new: 10_000 });
    await expect(preview(body(10_001))).rejects.toThrow('too-many-rows');
  });
});

describe('a file', () => {
  const TITLES = 'Número de celular;NOMBRE;negocio\n';
  const LINE = '3001234567;Íñigo Muñoz;Piñatería "La Ñapa"\n';
  const FORMS: Record<string, Uint8Array> = {
    'UTF-8': Buffer.from(TITLES + LINE),
    'UTF-8 with BOM': Buffer.from(`\uFEFF${TITLES}${LINE}`),
    'Latin-1': Buffer.from(TITLES + LINE, 'latin1'),
    'UTF-16': Buffer.from(`\uFEFF${TITLES}${LINE}`, 'utf16le'),
    tabs: Buffer.from((TITLES + LINE).replaceAll(';', '\t')),
    commas: Buffer.from((TITLES + LINE).replaceAll(';', ',')),
    'Windows line ends and empty lines': Buffer.from(`${TITLES}\n;;\n${LINE}`.replaceAll('\n', '\r\n')),
  };
  it.each(Object.entries(FORMS))('as CSV in %s is read', async (_, bytes) => {
    const { rows } = await preview(bytes);
    expect(rows).toMatchObject([
      { bin: 'new', entry: { name: 'Íñigo Muñoz', businessName: 'Piñatería "La Ñapa"' } },
    ]);
  });

  it('as XLSX gives numbers their digits and dates their day; a formula stays text', async () => {
    const day = new Date('2026-11-05T00:00:00Z');
    const xlsx = await writeXlsxFile([
      [{ value: 'Celular' }, { value: 'Nombre' }, { value: 'Negocio' }, { value: 'Fecha consentimiento' }],
      [
        { type: Number, value: 573001234567 },
        { value: '=HYPERLINK("x")' },
        { value: 'La Espiga' },
        { type: Date, value: day, format: 'dd/mm/yyyy' },
      ],
      [{ value: '3001234568' }, { value: 'Luis' }, { value: 'Dos' }, { type: Number, value: 46_331 }],
    ] as never).toBuffer();
    const { rows } = await preview(xlsx);
    const consentedAt = new Date('2026-11-05T12:00:00Z');
    expect(rows).toMatchObject([
      { line: 2, bin: 'new', entry: { phone: '+573001234567', name: '=HYPERLINK("x")', consentedAt } },
      {
        line: 3,
        bin: 'new',
        entry: { phone: '+573001234568', consentedAt: new Date('2026-11-05T12:00:00Z') },
      },
    ]);
  });

  it.each([
    ['nothing', Buffer.from(''), 'empty'],
    ['an old Excel file', Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), 'old-excel'],
    ['a zip that is none', Buffer.from('PK\u0003\u0004 broken'), 'broken'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), 'not-text'],
    ['too much', Buffer.alloc(11 * 1024 * 1024, 'a'), 'too-big'],
  ])('that is %s is refused', async (_, bytes, reason) => {
    expect(await readTable(bytes)).toEqual({ kind: 'refused', reason });
  });
});

describe('a number', () => {
  it.each([
    ['300 123 4567', '+573001234567'],
    ['57-300-1234567', '+573001234567'],
    ['0057 3001234567', '+573001234567'],
    ['whatsapp:+573001234567', '+573001234567'],
    ["'3001234567", '+573001234567'],
    ['3001234567.0', '+573001234567'],
    ['+52 1 55 1234 5678', '+525512345678'],
    ['+34 612 345 678', '+34612345678'],
  ])('%s is %s', (written, value) => {
    expect(readPhone(written)).toEqual({ kind: 'mobile', value });
  });
  it.each([
    ['018000123456', 'no-mobile'],
    ['+576012345678', 'fixed-line'],
    ['3001234567 / 3109876543', 'wrong-length'],
    ['', 'missing'],
  ])('%s is refused', (written, reason) => {
    expect(readPhone(written)).toMatchObject({ kind: 'refused' });
    if (reason !== 'wrong-length') expect(readPhone(written)).toMatchObject({ reason });
  });
});
