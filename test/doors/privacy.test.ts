import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';

const CONTROLLER = `Cámara <b onclick="alert('x')">"DEMO"</b> & {{policyUrl}} $t(title)`;

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld({
    env: { CONTROLLER_NAME: CONTROLLER, CONTROLLER_CONTACT: 'datos@camara.example' },
  });
});
afterAll(() => world.close());

async function read(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(world.app.url + path, { headers });
  return { answer, html: await answer.text() };
}

describe('the privacy notice', () => {
  it('is Spanish at first, with every part the law asks for', async () => {
    const { answer, html } = await read('/privacy');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(html).toContain('<html lang="es">');
    for (const words of ['Ley 1581', 'Superintendencia de Industria y Comercio', '30 días', 'Twilio', 'Meta'])
      expect(html).toContain(words);
    expect(html.match(/<h2>/g)).toHaveLength(8);
    expect(html).not.toMatch(/undefined|\[object/);
  });

  it.each([
    ['/privacy?lang=en', {}],
    ['/privacy', { 'Accept-Language': 'en-GB,en;q=0.9' }],
    ['/privacy?lang=en', { 'Accept-Language': 'es-CO' }],
  ])('is English where the reader wants it (%s %j)', async (path, headers) => {
    const { html } = await read(path, headers);
    expect(html).toContain('<html lang="en">');
    expect(html.match(/<h2>/g)).toHaveLength(8);
    expect(html).toContain('href="?lang=es"');
  });

  it.each(['fr', '', '__proto__', '<script>'])(
    'is Spanish for a language it does not speak (“%s”)',
    async (lang) => {
      const { html } = await read(`/privacy?lang=${encodeURIComponent(lang)}`, { 'Accept-Language': 'fr' });
      expect(html).toContain('<html lang="es">');
      expect(html).not.toContain('<script>');
    },
  );

  it('names who answers for the data, as it was written and as text alone', async () => {
    for (const lang of ['es', 'en']) {
      const { html } = await read(`/privacy?lang=${lang}`);
      const shown = html.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
      expect(shown).toContain(CONTROLLER);
      expect(shown).toContain('datos@camara.example');
      expect(html).not.toContain('<b onclick');
    }
  });

  it('brings no inline script or style, and its style is there', async () => {
    const { answer, html } = await read('/privacy');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(html).not.toMatch(/<script|<style|<[^>]*\s(?:style|on[a-z]+)=/);
    const style = await read('/privacy.css');
    expect(style.answer.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(style.html).toContain('main{');
  });
});

describe('every door', () => {
  it.each(['/privacy', '/health', '/nothing-here', '/simulator/'])(
    '%s sends the headers that protect its reader',
    async (path) => {
      const { headers } = (await read(path)).answer;
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-powered-by')).toBeNull();
    },
  );
});
