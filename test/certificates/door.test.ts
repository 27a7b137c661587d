import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSignedBy } from '../../src/adapters/crypto/certificate-seal.ts';
import { shownCode } from '../../src/domain/certificate-code.ts';
import { checkOffline } from '../../src/usecases/certificates/check-offline.ts';
import { issueCertificate } from '../../src/usecases/certificates/issue.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { earned } from './house.ts';

let world: TestWorld;
let now = new Date('2026-11-27T15:00:00Z');
beforeAll(async () => {
  world = await startTestWorld({ overrides: { clock: () => now } });
});
afterAll(() => world.close());

const DAY_MS = 24 * 60 * 60 * 1000;

async function certificate(contactId: string, name = 'Ana María Muñoz') {
  const { ports } = world.app.house;
  const { id: enrolmentId } = await earned(ports, { contactId, name });
  const issued = await issueCertificate({ ports }, { enrolmentId, by: 'rosa', now });
  if (issued.kind !== 'issued') throw new Error(issued.kind);
  const { id, code } = issued.certificate;
  const link = ports.certifying.links.make(code, now);
  return {
    id,
    code,
    shown: shownCode(code),
    enrolmentId,
    link,
    token: new URL(link).searchParams.get('t') ?? '',
  };
}

async function get(path: string, accept = 'text/html') {
  const answer = await fetch(path.startsWith('http') ? path : world.app.url + path, {
    headers: { Accept: accept },
    redirect: 'manual',
  });
  return { status: answer.status, headers: answer.headers, body: await answer.text() };
}

const json = async (path: string) => {
  const { status, body } = await get(path, 'application/json');
  return { status, body: JSON.parse(body) };
};

describe('anybody with a code', () => {
  it('reads name and hours, and nothing more: as a page, or as JSON that is checked offline', async () => {
    const { shown, code } = await certificate('page');
    const page = await get(`/certificates/${shown}`);
    expect(page.status).toBe(200);
    expect(page.body).toContain('Certificado válido');
    expect(page.body).toContain('Ana María Muñoz');
    expect(page.body).toContain('42 horas');
    expect(page.body).not.toMatch(/Espiga|\+57\d|Descargar/);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('x-robots-tag')).toBe('noindex');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    const { status, body } = await json(`/certificates/${code}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'valid', name: 'Ana María Muñoz', hours: 42 });
    expect(JSON.stringify(body)).not.toMatch(/Espiga|Cámara|contact/);
    const keys = await json('/.well-known/certificates.json');
    expect(keys.body.keys[0]).toMatchObject({ kty: 'OKP', crv: 'Ed25519' });
    expect(checkOffline(body, keys.body, isSignedBy)).toMatchObject({ kind: 'genuine', details: null });
  });

  it('may type it wrong: case, spaces, O for 0, l for 1', async () => {
    const { code } = await certificate('typed');
    const typed = code
      .toLowerCase()
      .replaceAll('0', 'o')
      .replaceAll('1', 'l')
      .replace(/(.{4})/g, '$1 ');
    expect(await json(`/certificates/${encodeURIComponent(typed)}`)).toMatchObject({
      body: { status: 'valid' },
    });
    const asked = await get(`/certificates?code=${encodeURIComponent(typed)}`);
    expect(asked.status).toBe(303);
    expect(asked.headers.get('location')).toBe(`/certificates/${shownCode(code)}`);
  });

  it('is told that it was replaced, taken back, or that its owner deleted their data, without a name', async () => {
    const { ports } = world.app.house;
    const [old, taken, gone] = [
      await certificate('old'),
      await certificate('taken'),
      await certificate('gone'),
    ];
    await ports.enrolments.rename(old.enrolmentId, { name: 'Otra', by: 'rosa' });
    await issueCertificate({ ports }, { enrolmentId: old.enrolmentId, by: 'rosa', now });
    await ports.certifying.certificates.revoke(taken.id, { at: now, by: 'rosa', reason: 'Motivo privado' });
    await ports.erasure.erase('gone');
    for (const [one, status, words] of [
      [old, 'replaced', 'Certificado reemplazado'],
      [taken, 'revoked', 'Certificado anulado'],
      [gone, 'anonymised', 'pidió borrar sus datos'],
    ] as const) {
      expect(await json(`/certificates/${one.shown}`)).toMatchObject({ status: 200, body: { status } });
      const page = await get(one.link);
      expect(page.body).toContain(words);
      expect(page.body).not.toMatch(/Muñoz|Motivo|Descargar/);
      const pdf = await get(`/certificates/${one.shown}/pdf?t=${one.token}`);
      expect(pdf.status).toBe(303);
    }
  });

  it.each(['00000-00000-0000', '00000-00000-0001', 'hola', '..%2F..%2Fetc%2Fpasswd', '%00', '<script>'])(
    'that nobody has (%s) is told so',
    async (code) => {
      const page = await get(`/certificates/${code}`);
      expect(page.status).toBe(404);
      expect(page.body).not.toContain('<script>');
      expect((await json(`/certificates/${code}`)).body.status).toMatch(/unknown|slip/);
    },
  );

  it('reads it in English too', async () => {
    const { shown } = await certificate('english');
    expect((await get(`/certificates/${shown}?lang=en`)).body).toContain('Valid certificate');
  });

  it.each([
    '/certificates/%E0%A4%A',
    '/certificates/%2e%2e',
    '/certificates/..%5c..%5cpdf',
    '/certificates//pdf',
    '/certificates/x/../../../pdf',
  ])('%s leads nowhere', async (path) => {
    expect([400, 404]).toContain((await get(path)).status);
  });
});

describe('whoever holds the owner’s link', () => {
  it('sees the certificate, its picture and its file, and no other', async () => {
    const { link, shown, token } = await certificate('mine');
    const other = await certificate('other', 'Luis');
    const page = await get(link);
    expect(page.body).toContain('Descargar PDF');
    expect(page.body).not.toContain('Luis');
    const pdf = await fetch(`${world.app.url}/certificates/${shown}/pdf?t=${token}`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(pdf.headers.get('content-disposition')).toContain(`certificado-fortaleser-${shown}.pdf`);
    expect(Buffer.from(await pdf.arrayBuffer()).toString('latin1', 0, 5)).toBe('%PDF-');
    const picture = await fetch(`${world.app.url}/certificates/${shown}/picture?t=${token}`);
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect((await picture.arrayBuffer()).byteLength).toBeGreaterThan(20_000);
    for (const file of ['pdf', 'picture'])
      expect((await get(`/certificates/${other.shown}/${file}?t=${token}`)).status).toBe(403);
    expect((await get(`/certificates/${other.shown}?t=${token}`)).body).not.toContain('Descargar');
  });

  it('sees only the verification once a letter of the link was changed, or without one', async () => {
    const { shown, token, link } = await certificate('altered');
    const [end = '', signature = ''] = token.split('.');
    const last = signature.slice(-1);
    const altered = [
      `${end}.${signature.slice(0, -1)}${last === 'A' ? 'B' : 'A'}`,
      `${end}.${signature}A`,
      `${(Number.parseInt(end, 36) + 86_400).toString(36)}.${signature}`,
      signature,
      '.',
      'constructor',
    ];
    for (const one of altered) {
      expect((await get(`/certificates/${shown}/pdf?t=${encodeURIComponent(one)}`)).status).toBe(403);
      const page = await get(`/certificates/${shown}?t=${encodeURIComponent(one)}`);
      expect(page.body).toContain('Certificado válido');
      expect(page.body).not.toContain('Descargar');
    }
    expect((await get(`/certificates/${shown}/pdf`)).status).toBe(403);
    expect((await get(`/certificates/${shown}/pdf?t=${token}&t=${token}`)).status).not.toBe(500);
    expect((await get(link)).body).toContain('Descargar');
  });

  it('has it for thirty days, then is told how to get another; another opens at once', async () => {
    const { link, shown, token, code } = await certificate('expired');
    const start = now;
    now = new Date(start.getTime() + 30 * DAY_MS - 60_000);
    expect((await get(`/certificates/${shown}/pdf?t=${token}`)).status).toBe(200);
    now = new Date(start.getTime() + 30 * DAY_MS + 60_000);
    expect((await get(`/certificates/${shown}/pdf?t=${token}`)).status).toBe(410);
    const page = await get(link);
    expect(page.body).toContain('ya venció');
    expect(page.body).not.toContain('Descargar');
    const fresh = world.app.house.ports.certifying.links.make(code, now);
    expect((await get(fresh)).body).toContain('Descargar');
    now = start;
  });

  it('a name with signs of HTML stays a name', async () => {
    const { link } = await certificate('html', '<img src=x onerror=alert(1)> "Ana" & Co');
    const page = await get(link);
    expect(page.body).not.toContain('<img src=x');
    expect(page.body).toContain('&#60;img src=x');
  });
});

it('who guesses codes is slowed down; who has a link is let in all the same', async () => {
  const { link } = await certificate('patient');
  const statuses: number[] = [];
  for (let n = 0; n < 70 && statuses.at(-1) !== 429; n++)
    statuses.push((await get('/certificates/00000-00000-0000')).status);
  expect(statuses).toContain(429);
  expect((await get(link)).status).toBe(200);
});
