/**
 * Pages of the console over many records: `node bench/console.ts [contacts] [messages each] [requests]`, with MONGODB_URI naming a
 * database of its own on a real server (it is dropped afterwards); without, on the embedded records. Prints one line a page: p50, p95,
 * and by which index the server answers each of its queries.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashPassword, isPassword } from '../src/adapters/crypto/passwords.ts';
import { createAccounts } from '../src/adapters/mongo/accounts.ts';
import { startApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { newConversation, serialise } from '../src/flow/conversation.ts';

const [contacts = 2_000, each = 10, REQUESTS = 40] = process.argv.slice(2).map(Number);
/** One contact in so many is on the route. */
const ROUTE_OF = 20;
const BATCH = 1_000;
/** What every page is to stay under at p95. */
const ENOUGH_MS = 300;
const PASSWORD = 'cuatro palabras al azar';
const dataDir = mkdtempSync(join(tmpdir(), 'fortaleser-bench-'));
const env = { NODE_ENV: 'test', LOG_LEVEL: 'silent', DATA_DIR: dataDir, PORT: '0', ...process.env };
const { config, secrets } = readConfig(env);
const app = await startApp(config, secrets, { sweepEveryMs: 3_600_000 });
try {
  const ids = await fill();
  const cookie = await signIn();
  const pages = [
    '',
    '/chats',
    '/chats?show=needs-person',
    '/chats?show=human',
    `/chats?after=${new Date(Date.now() - 43_200_000).toISOString()}_z`,
    `/chats/${ids}`,
    '/screenings',
    '/screenings?verdict=eligible',
    '/screenings?waiting=1',
    '/flows',
    '/enrolments',
    '/enrolments?after=e5',
    '/enrolments?stage=networking',
    '/enrolments?named=mariposa',
    '/enrolments?chamber=c3&status=active',
    '/enrolments/e20',
    '/sessions?chamber=c3',
    '/sessions',
    '/sessions/g-c3-0',
    '/advisors',
    '/advisors/a3-1',
    '/certificates',
    '/exports',
    `/contacts/${ids}`,
    '/audit',
  ];
  let slow = 0;
  for (const page of pages) {
    const path = `/console${page}`;
    const times = await measure(path, cookie);
    if (times.p95 > ENOUGH_MS) slow++;
    console.log(
      JSON.stringify({ page: page.replace(ids, ':id'), ...times, plans: await plansOf(path, cookie) }),
    );
  }
  console.log(JSON.stringify({ pages: pages.length, overMs: ENOUGH_MS, slow }));
} finally {
  const { connection } = app.house.records;
  for (const name of [connection.name, `${connection.name}_keys`])
    await connection.getClient().db(name).dropDatabase();
  await app.close();
  rmSync(dataDir, { recursive: true, force: true });
}

async function fill(): Promise<string> {
  const { models } = app.house.records;
  const { vault, ports } = app.house;
  const began = performance.now();
  const now = Date.now();
  const idOf = (n: number) => n.toString(16).padStart(24, '0');
  const content = vault.seal(
    JSON.stringify({ kind: 'text', text: 'Buenas, quisiera saber si mi tienda cumple los requisitos' }),
  );
  const answers = vault.seal('{}');
  const at = (n: number) => new Date(now - ((n * 7_919) % 4_838_400) * 1000);
  for (let from = 0; from < contacts; from += BATCH) {
    const some = Array.from({ length: Math.min(BATCH, contacts - from) }, (_, k) => from + k);
    await models.contacts.collection.insertMany(
      some.map((n) => ({
        _id: idOf(n),
        identities: [{ hash: `h${n}`, kind: 'phone', sealed: vault.seal(`+57300${n}`) }],
        channel: 'simulator',
        locale: 'es',
        consented: true,
        optedOut: 'nothing',
        createdAt: at(n),
        territory: `t${n % 33}`,
      })) as never,
      { ordered: false },
    );
    await models.conversations.collection.insertMany(
      some.map((n) => ({
        _id: idOf(n),
        revision: 1,
        state: vault.seal(serialise({ ...newConversation(idOf(n), 'es'), revision: 1 })),
        stands: n % 3 ? [] : ['screening@1:people'],
        owner: n % 500 ? 'bot' : 'human',
        updatedAt: at(n),
        lastInboundAt: at(n),
        territory: `t${n % 33}`,
      })) as never,
      { ordered: false },
    );
    await models.screenings.collection.insertMany(
      some
        .filter((n) => n % 2 === 0)
        .map((n) => ({
          _id: `s${n}`,
          contactId: idOf(n),
          at: at(n),
          rubricVersion: '1',
          answers,
          verdict: {
            kind: ['eligible', 'review', 'ineligible'][n % 3],
            results: [],
            score: 50,
            threshold: 40,
          },
          reviewAskedAt: n % 200 ? null : at(n),
          territory: `t${n % 33}`,
        })) as never,
      { ordered: false },
    );
    for (let k = 0; k < each; k++)
      await models.messages.collection.insertMany(
        some.map((n) => ({
          _id: `m${n}-${k}`,
          direction: k % 2 ? 'out' : 'in',
          contactId: idOf(n),
          channel: 'simulator',
          content,
          position: `${new Date(at(n).getTime() + k * 1000).toISOString()}|m|000`,
          open: false,
          dueAt: at(n),
          attempts: 1,
          createdAt: at(n),
          state: k % 2 ? 'sent' : undefined,
          expiresAt: new Date(now + 1e9),
        })) as never,
        { ordered: false },
      );
  }
  await fillRoute(at);
  for (let n = 0; n < Math.min(200, contacts); n++)
    await ports.handoffs.open({
      key: `h${n}`,
      contactId: idOf(n),
      reason: 'asked',
      at: new Date(now - n * 1000),
    });
  console.log(
    JSON.stringify({
      contacts,
      messages: contacts * each,
      filledInMs: Math.round(performance.now() - began),
    }),
  );
  return idOf(1);
}

/** Seven chambers, their advisors, sessions of half a year, and businesses who book them. */
async function fillRoute(at: (n: number) => Date): Promise<void> {
  const { models } = app.house.records;
  const { vault, ports } = app.house;
  const DAY = 86_400_000;
  const chambers = Array.from({ length: 7 }, (_, n) => `c${n}`);
  const place = { address: 'Sede', link: null };
  const insert = async (
    model: { collection: { insertMany(all: never): Promise<unknown> } },
    all: object[],
  ) => {
    for (let from = 0; from < all.length; from += BATCH)
      await model.collection.insertMany(all.slice(from, from + BATCH) as never);
  };
  for (const id of chambers)
    await ports.chambers.save({
      id,
      name: `Cámara ${id}`,
      phone: '',
      hours: '',
      territories: [`t${id.slice(1)}`],
    });
  for (const [n, chamber] of chambers.entries())
    for (let k = 0; k < 30; k++)
      await ports.advisors.save({
        ...{
          id: `a${n}-${k}`,
          contactId: `adviser-${n}-${k}`,
          name: `Asesora ${k}`,
          chamber,
          territories: [],
        },
        ...{
          kinds: ['individual'],
          weekly: [],
          exceptions: [],
          bufferMinutes: 0,
          maxPerDay: 6,
          place,
          status: 'active',
        },
      });
  const sessions = chambers.flatMap((chamber, n) =>
    Array.from({ length: 180 * 30 }, (_, k) => {
      const startsAt = new Date(
        Math.floor(Date.now() / DAY) * DAY + (Math.floor(k / 30) - 90) * DAY + 14 * 3_600_000,
      );
      const common = {
        chamber,
        startsAt,
        endsAt: new Date(startsAt.getTime() + 3_600_000),
        territories: [],
        place,
      };
      return k % 30 === 0
        ? {
            _id: `g-${chamber}-${k / 30}`,
            kind: 'group',
            advisorId: `a${n}-0`,
            seats: 20,
            status: 'open',
            ...common,
          }
        : {
            _id: `i-${chamber}-${k}`,
            kind: 'individual',
            advisorId: `a${n}-${k % 30}`,
            seats: 1,
            status: 'open',
            ...common,
          };
    }),
  );
  await insert(models.sessions, sessions);
  const people = Array.from({ length: Math.floor(contacts / ROUTE_OF) }, (_, k) => k * ROUTE_OF);
  const token = (word: string) => vault.fingerprint(`name:${word}`);
  const [name, business] = [vault.seal('Nombre Apellido'), vault.seal('La Tienda')];
  await insert(
    models.enrolments,
    people.map((n) => ({
      ...{
        _id: `e${n}`,
        contactId: n.toString(16).padStart(24, '0'),
        businessId: `b${n}`,
        chamber: `c${n % 7}`,
      },
      ...{ territory: null, sector: 'food', name, source: business, tags: [], status: 'active' },
      nameTokens: [token('nombre'), token(n % 1_000 === 0 ? 'mariposa' : `n${n}`)],
      businessTokens: [token('tienda')],
      stage: ['entry-diagnosis', 'road-map', 'accompaniment', 'networking'][(n / ROUTE_OF) % 4],
      history: [],
      credits: Array.from({ length: 20 }, (_, k) => ({
        key: `k${k}`,
        minutes: 60,
        at: at(n),
        by: 'x',
        reason: business,
      })),
      ...{ consentedAt: at(n), enrolledAt: at(n) },
    })),
  );
  await insert(
    models.businesses,
    people.map((n) => ({
      _id: `b${n}`,
      contactId: n.toString(16).padStart(24, '0'),
      name: business,
      nameHash: `h${n}`,
      createdAt: at(n),
    })),
  );
  await insert(
    models.bookings,
    sessions.flatMap(({ _id, kind, advisorId, chamber, startsAt, endsAt, seats }, place_) =>
      Array.from({ length: seats === 1 ? 1 : 15 }, (_, seat) => {
        const n = people[(place_ * 7 + seat * 13) % people.length] ?? 0;
        return {
          ...{ _id: `b-${_id}-${seat}`, sessionId: _id, kind, advisorId, chamber, startsAt, endsAt, seat },
          ...{ contactId: n.toString(16).padStart(24, '0'), enrolmentId: `e${n}`, revision: 0, acts: [] },
          state: startsAt.getTime() < Date.now() ? 'attended' : 'booked',
          ...{ heldUntil: null, confirmedAt: null, madeAt: new Date(startsAt.getTime() - 5 * DAY) },
          claims: [`s:${_id}:${seat}`],
        };
      }),
    ),
  );
}

/** By which index each query of a page is answered, as the server explains it. */
async function plansOf(path: string, cookie: string): Promise<string[]> {
  const { connection } = app.house.records;
  const asked: {
    collection: string;
    method: string;
    filter: object;
    options: { sort?: object; limit?: number };
  }[] = [];
  connection.set('debug', (collection: string, method: string, filter: object, ...more: object[]) => {
    asked.push({ collection, method, filter: filter ?? {}, options: more.at(-1) ?? {} });
  });
  await (await fetch(app.url + path, { headers: { cookie } })).arrayBuffer();
  connection.set('debug', false);
  const plans = new Set<string>();
  for (const { collection, method, filter, options } of asked) {
    if (!['find', 'findOne', 'countDocuments', 'distinct'].includes(method)) continue;
    const wanted = typeof filter === 'object' ? filter : {};
    const cursor = connection
      .collection(collection)
      .find(wanted)
      .limit(options.limit ?? 0);
    if (options.sort) cursor.sort(options.sort as never);
    const explained = JSON.stringify(
      await cursor.explain('queryPlanner').catch((error: unknown) => String(error)),
    );
    const names = [...explained.matchAll(/"indexName":\s*"([^"]+)"/g)].map(([, name]) => name);
    plans.add(
      `${collection}: ${names.length > 0 ? [...new Set(names)].join('+') : /COLLSCAN/.test(explained) ? 'COLLSCAN' : explained.slice(0, 60)}`,
    );
  }
  return [...plans];
}

async function signIn(): Promise<string> {
  const accounts = createAccounts(app.house.records.models, { hash: hashPassword, matches: isPassword });
  await accounts.add({ name: 'bench', role: 'admin', chamberId: null, password: PASSWORD }, new Date());
  const door = await fetch(`${app.url}/console/sign-in`);
  const [cookie = ''] = (door.headers.getSetCookie()[0] ?? '').split(';');
  const token = /name="door" value="([^"]+)"/.exec(await door.text())?.[1] ?? '';
  const body = new URLSearchParams({ name: 'bench', password: PASSWORD, door: token });
  const entered = await fetch(`${app.url}/console/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie },
    body,
  });
  return entered.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}

async function measure(path: string, cookie: string) {
  const times: number[] = [];
  let status = 0;
  for (let n = 0; n < REQUESTS; n++) {
    const began = performance.now();
    const answer = await fetch(app.url + path, { headers: { cookie }, redirect: 'manual' });
    await answer.arrayBuffer();
    status = answer.status;
    times.push(performance.now() - began);
  }
  times.sort((one, other) => one - other);
  const at = (part: number) =>
    Math.round(times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0);
  return { status, p50: at(0.5), p95: at(0.95), slowest: Math.round(times.at(-1) ?? 0) };
}
