import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SIGN_IN_LIMITS } from '../../src/adapters/redis/sign-in-limits.ts';
import { SESSION_COOKIE } from '../../src/http/console/cookies.ts';
import { ROUTES } from '../../src/http/console/pages.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { accountsOf, addAccount, PASSWORD, visitor } from './browser.ts';

/** Who may come in, route by route: a new route fails here until somebody has thought about it. */
const TABLE: Record<string, string> = {
  'get /sign-in': 'anyone',
  'post /sign-in': 'anyone',
  'post /sign-out': 'coordinator',
  'get /language': 'anyone',
  'get /': 'coordinator',
  'get /now': 'coordinator',
  'get /chats': 'coordinator',
  'get /chats/list': 'coordinator',
  'get /chats/:id': 'coordinator',
  'get /chats/:id/live': 'coordinator',
  'get /chats/:id/older': 'coordinator',
  'post /chats/:id/reply': 'coordinator',
  'post /chats/:id/take': 'coordinator',
  'post /chats/:id/close': 'coordinator',
  'post /chats/:id/note': 'coordinator',
  'post /chats/:id/opt-out': 'coordinator',
  'post /chats/:id/template': 'coordinator',
  'get /screenings': 'coordinator',
  'get /screenings/:id': 'coordinator',
  'post /screenings/:id/review': 'coordinator',
  'get /what-if': 'coordinator',
  'get /certificates': 'coordinator',
  'get /certificates/enrolments/:id': 'coordinator',
  'post /certificates/enrolments/:id/issue': 'coordinator',
  'post /certificates/enrolments/:id/send': 'coordinator',
  'post /certificates/enrolments/:id/revoke': 'coordinator',
  'get /certificates/enrolments/:id/pdf': 'coordinator',
  'get /certificates/batches': 'coordinator',
  'post /certificates/batches': 'coordinator',
  'get /certificates/batches/:id': 'coordinator',
  'get /certificates/batches/:id/progress': 'coordinator',
  'post /certificates/batches/:id/stop': 'coordinator',
  'post /certificates/batches/:id/resume': 'coordinator',
  'get /events': 'coordinator',
  'get /events/new': 'coordinator',
  'post /events/new': 'coordinator',
  'get /events/:id': 'coordinator',
  'post /events/:id/edit': 'coordinator',
  'post /events/:id/cancel': 'coordinator',
  'get /events/:id/door': 'coordinator',
  'post /events/:id/door': 'coordinator',
  'get /broadcasts': 'coordinator',
  'get /broadcasts/new': 'coordinator',
  'post /broadcasts/count': 'coordinator',
  'post /broadcasts/new': 'coordinator',
  'get /broadcasts/:id': 'coordinator',
  'get /broadcasts/:id/progress': 'coordinator',
  'post /broadcasts/:id/send': 'coordinator',
  'post /broadcasts/:id/approve': 'coordinator',
  'post /broadcasts/:id/pause': 'coordinator',
  'post /broadcasts/:id/resume': 'coordinator',
  'post /broadcasts/:id/cancel': 'coordinator',
  'post /broadcasts/:id/retry': 'coordinator',
  'get /broadcasts/:id/ledger': 'coordinator',
  'get /broadcasts/:id/ledger.csv': 'coordinator',
  'get /broadcasts/:id/ledger.xlsx': 'coordinator',
  'get /flows': 'coordinator',
  'get /flows/:name/picture.svg': 'coordinator',
  'get /gaps': 'coordinator',
  'post /gaps': 'admin',
  'get /gaps/faq.yaml': 'coordinator',
  'get /contacts/:id': 'coordinator',
  'get /contacts/:id/export.json': 'coordinator',
  'post /contacts/:id/erase': 'coordinator',
  'get /data-requests': 'coordinator',
  'post /data-requests/:id/answered': 'coordinator',
  'get /enrolments': 'coordinator',
  'get /enrolments/new': 'coordinator',
  'post /enrolments/new': 'coordinator',
  'get /enrolments/import': 'coordinator',
  'post /enrolments/import': 'coordinator',
  'get /enrolments/import/:id': 'coordinator',
  'post /enrolments/import/:id': 'coordinator',
  'get /enrolments/import/:id/progress': 'coordinator',
  'get /enrolments/:id': 'coordinator',
  'post /enrolments/:id/stage': 'coordinator',
  'post /enrolments/:id/hours': 'coordinator',
  'post /enrolments/:id/names': 'coordinator',
  'post /enrolments/:id/status': 'coordinator',
  'get /sessions': 'coordinator',
  'get /sessions/new': 'coordinator',
  'post /sessions/new': 'coordinator',
  'get /sessions/:id': 'coordinator',
  'post /sessions/:id/attendance': 'coordinator',
  'post /sessions/:id/assign': 'coordinator',
  'post /sessions/:id/cancel': 'coordinator',
  'get /advisors': 'coordinator',
  'get /advisors/new': 'coordinator',
  'post /advisors/new': 'coordinator',
  'get /advisors/:id': 'coordinator',
  'post /advisors/:id/hours': 'coordinator',
  'post /advisors/:id/exception': 'coordinator',
  'post /advisors/:id/settings': 'coordinator',
  'post /advisors/:id/remove': 'coordinator',
  'get /exports': 'coordinator',
  'get /exports/:file': 'coordinator',
  'get /audit': 'admin',
  'get /account': 'coordinator',
  'post /account/password': 'coordinator',
  'get /live': 'coordinator',
  'get /badge': 'coordinator',
};

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld();
  await world.app.house.ports.chambers.save({
    id: 'pasto',
    name: 'Cámara de Pasto',
    phone: '',
    hours: '',
    territories: ['Pasto'],
  });
  await addAccount(world, 'ana');
  await addAccount(world, 'luis', 'coordinator', 'pasto');
});
afterAll(() => world.close());

describe('every route', () => {
  it('has the rule that the table gives it', () => {
    const rules = Object.fromEntries(ROUTES.map(({ method, path, may }) => [`${method} ${path}`, may]));
    expect(rules).toEqual(TABLE);
  });

  const closed = ROUTES.filter(({ may }) => may !== 'anyone');
  it.each(closed.map(({ method, path }) => [method, path.replace(/:\w+/g, 'x')] as const))(
    'asks a stranger to sign in: %s %s',
    async (method, path) => {
      const stranger = visitor(world);
      const { status, location } =
        method === 'get' ? await stranger.get(`/console${path}`) : await stranger.post(`/console${path}`);
      expect([303, 401]).toContain(status);
      if (status === 303) expect(location).toBe('/console/sign-in');
    },
  );

  const changes = ROUTES.filter(({ may, method }) => may !== 'anyone' && method === 'post');
  it.each(changes.map(({ path }) => path.replace(/:\w+/g, 'x')))(
    'takes no form without its token: %s',
    async (path) => {
      const ana = visitor(world);
      await ana.signIn('ana');
      expect((await ana.post(`/console${path}`, { _csrf: 'forged' })).status).toBe(403);
      expect((await ana.get('/console')).status).toBe(200);
    },
  );

  it.each(ROUTES.filter(({ may }) => may === 'admin').map(({ method, path }) => [method, path] as const))(
    'keeps what is an admin’s from a coordinator: %s %s',
    async (method, path) => {
      const luis = visitor(world);
      await luis.signIn('luis');
      await luis.get('/console');
      const { status } =
        method === 'get' ? await luis.get(`/console${path}`) : await luis.post(`/console${path}`);
      expect(status).toBe(403);
    },
  );
});

describe('signing in', () => {
  it('gives a session nobody else can have fixed, in a cookie no script reads', async () => {
    const ana = visitor(world);
    ana.jar.set(SESSION_COOKIE, 'fixed-by-somebody-else');
    const { headers, location } = await ana.signIn('ana');
    expect(location).toBe('/console');
    const cookie = headers.getSetCookie().find((one) => one.startsWith(SESSION_COOKIE)) ?? '';
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    const first = ana.jar.get(SESSION_COOKIE);
    expect(first).not.toBe('fixed-by-somebody-else');
    await ana.signIn('ana');
    expect(ana.jar.get(SESSION_COOKIE)).not.toBe(first);
    const thief = visitor(world);
    thief.jar.set(SESSION_COOKIE, first ?? '');
    expect((await thief.get('/console')).status).toBe(303);
  });

  it('keeps only the hash of a session in Redis', async () => {
    const ana = visitor(world);
    await ana.signIn('ana');
    const keys = await world.app.house.redis.keys('console-session:*');
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.join()).not.toContain(ana.jar.get(SESSION_COOKIE));
  });

  it('needs the form of its own page', async () => {
    const forged = visitor(world);
    expect((await forged.post('/console/sign-in', { name: 'ana', password: PASSWORD })).status).toBe(403);
    expect(forged.jar.has(SESSION_COOKIE)).toBe(false);
  });

  it('says the same whether the name, the password or the account is wrong', async () => {
    await addAccount(world, 'fuera');
    const account = await accountsOf(world).byName('fuera');
    await accountsOf(world).setDisabled(account?.id ?? '', true);
    const said = async (name: string, password: string) => {
      const { status, body } = await visitor(world, { 'X-Forwarded-For': '203.0.113.7' }).signIn(
        name,
        password,
      );
      return { status, said: /role="alert"[^>]*>([^<]+)/.exec(body)?.[1] };
    };
    const wrong = await said('ana', 'no es la contraseña');
    expect(wrong.status).toBe(403);
    expect(await said('nadie', PASSWORD)).toEqual(wrong);
    expect(await said('fuera', PASSWORD)).toEqual(wrong);
  });

  it('stops who guesses, even with the right password in the end', async () => {
    await addAccount(world, 'adivinada');
    const guesser = () => visitor(world, { 'X-Forwarded-For': '203.0.113.9' });
    for (let n = 0; n < SIGN_IN_LIMITS.pair; n++)
      expect((await guesser().signIn('adivinada', `intento ${n}`)).status).toBe(403);
    expect((await guesser().signIn('adivinada')).status).toBe(429);
    const elsewhere = visitor(world, { 'X-Forwarded-For': '203.0.113.10' });
    expect((await elsewhere.signIn('adivinada')).status).toBe(303);
  });

  it('ends every session when the password changes or the account is disabled', async () => {
    const account = await addAccount(world, 'marta');
    const here = visitor(world);
    const there = visitor(world);
    await here.signIn('marta');
    await there.signIn('marta');
    await here.get('/console/account');
    const changed = await here.post('/console/account/password', {
      old: PASSWORD,
      new: 'otras cuatro palabras',
    });
    expect(changed.location).toBe('/console/account?said=password');
    expect((await there.get('/console')).status).toBe(303);
    expect((await here.get('/console')).status).toBe(200);
    await accountsOf(world).setDisabled(account.id, true);
    expect((await here.get('/console')).status).toBe(303);
  });

  it('ends with signing out', async () => {
    const ana = visitor(world);
    await ana.signIn('ana');
    const kept = ana.jar.get(SESSION_COOKIE) ?? '';
    await ana.get('/console');
    await ana.post('/console/sign-out');
    const back = visitor(world);
    back.jar.set(SESSION_COOKIE, kept);
    expect((await back.get('/console')).status).toBe(303);
  });
});

it('shows a coordinator nobody of another chamber', async () => {
  const { contacts } = world.app.house.ports;
  const { models } = world.app.house.records;
  const at = new Date();
  const make = (number: string) =>
    contacts.resolve({ identities: [{ kind: 'phone', value: number }], channel: 'simulator', at });
  const [ours, theirs, nobodys] = [
    await make('+573001110001'),
    await make('+573001110002'),
    await make('+573001110003'),
  ];
  await models.contacts.updateOne({ _id: ours }, { $set: { territory: 'pasto' } });
  await models.contacts.updateOne({ _id: theirs }, { $set: { territory: 'cali' } });
  const luis = visitor(world);
  await luis.signIn('luis');
  const seen = async (id: string) => (await luis.get(`/console/chats/${id}`)).status;
  expect([await seen(ours), await seen(theirs), await seen(nobodys)]).toEqual([200, 404, 200]);
  expect((await luis.get(`/console/contacts/${theirs}/export.json`)).status).toBe(404);
  expect((await luis.post(`/console/chats/${theirs}/take`)).status).toBe(404);
  const csv = (await luis.get('/console/exports/contacts.csv')).body;
  expect(csv).toContain(ours);
  expect(csv).not.toContain(theirs);
});
