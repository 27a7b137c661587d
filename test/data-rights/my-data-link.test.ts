import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPersonalLinks } from '../../src/adapters/crypto/personal-links.ts';
import { contactOf } from '../support/coverage.ts';
import { TO_THE_VERDICT, talk } from '../support/talk.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';

const ANA = 'whatsapp:+573005600001';
const LUIS = 'whatsapp:+573005600002';

let world: TestWorld;
let now = new Date('2026-11-23T15:00:00Z');
beforeAll(async () => {
  world = await startTestWorld();
  await talk(world, LUIS, ['hola', 'me llamo Luis <b>Perea</b>']);
  await talk(world, ANA, TO_THE_VERDICT);
  world.fake.clock.advance(30_000);
  await talk(world, ANA, ['menú', 'mis datos']);
});
afterAll(() => world.close());

const screens = (person: string) =>
  world.fake
    .inbox(person)
    .map((bubble) => bubble.screen)
    .join('\n');

/** The link as it stands in the chat, at this test's own server. */
function sentLink(): string {
  const [link] = /https?:\/\/\S+\/my-data\?t=\S+/.exec(screens(ANA)) ?? [];
  expect(link).toBeDefined();
  return link?.replace(/^https?:\/\/[^/]+/, world.app.url) ?? '';
}

describe('the link to one’s own data', () => {
  it('shows all that is kept, in the person’s language, and gives it as a file', async () => {
    const page = await fetch(sentLink());
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).toBe('no-store');
    const html = await page.text();
    for (const words of ['+573005600001', 'somos 3', 'Armenia', 'Sus permisos', 'mis datos'])
      expect(html).toContain(words);
    expect(html).not.toMatch(/undefined|privacy:export|Perea/);
    const file = await fetch(sentLink().replace('/my-data?', '/my-data.json?'));
    expect(file.headers.get('content-disposition')).toContain('my-data.json');
    expect(await file.json()).toMatchObject({
      identities: [{ kind: 'phone', value: '+573005600001' }],
      consents: [{ purpose: 'screening', given: true }],
      screenings: [{ verdict: 'eligible', people: 'somos 3' }],
      requests: [{ kind: 'access' }],
    });
  });

  it('shows what a person wrote as text, never as markup', async () => {
    const { ports } = world.app.house;
    const link = ports.personalLinks.make(await contactOf(world.app.house, LUIS), new Date());
    const html = await (await fetch(link.replace(/^https?:\/\/[^/]+/, world.app.url))).text();
    expect(html).toContain('Perea');
    expect(html).not.toContain('<b>');
  });

  it('opens nothing when it is altered, made for another or of another key', async () => {
    const luis = await contactOf(world.app.house, LUIS);
    const link = sentLink();
    const ana = await contactOf(world.app.house, ANA);
    const altered = [
      link.replace(ana, luis),
      link.replace(/\.\d{13}\./, '.9999999999999.'),
      `${link.slice(0, -3)}AAA`,
      link.split('?t=')[0] ?? '',
      `${link.split('?t=')[0]}?t[]=x`,
      `${world.app.url}/my-data?t=${createPersonalLinks('another key', '').make(ana, new Date()).split('?t=')[1]}`,
    ];
    for (const address of altered) {
      const answer = await fetch(address);
      expect({ address, status: answer.status }).toEqual({ address, status: 404 });
      expect(await answer.text()).not.toContain('+57');
    }
  });

  it('is over after a day', () => {
    const links = createPersonalLinks('a key', 'https://bot.example');
    const token = links.make('ana', now).split('?t=')[1] ?? '';
    expect(links.read(token, now)).toBe('ana');
    now = new Date(now.getTime() + 24 * 60 * 60 * 1000);
    expect(links.read(token, now)).toBeNull();
  });

  it('is not tried without end', async () => {
    const statuses = await Promise.all(
      Array.from(
        { length: 45 },
        async (_, n) => (await fetch(`${world.app.url}/my-data?t=guess.${n}.x`)).status,
      ),
    );
    expect(statuses).toContain(429);
    // Who has a link is let in all the same.
    expect((await fetch(sentLink())).status).toBe(200);
  });
});
