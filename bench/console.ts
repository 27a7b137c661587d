/** Pages of the console over many records: `node bench/console.ts [contacts] [messages each]` (MONGODB_URI for a real database). */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashPassword, isPassword } from '../src/adapters/crypto/passwords.ts';
import { createAccounts } from '../src/adapters/mongo/accounts.ts';
import { startApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { newConversation, serialise } from '../src/flow/conversation.ts';

const [contacts = 2_000, each = 10] = process.argv.slice(2).map(Number);
const REQUESTS = 40;
const BATCH = 1_000;
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
    `/contacts/${ids}`,
    '/audit',
  ];
  for (const page of pages)
    console.log(
      JSON.stringify({ page: page.replace(ids, ':id'), ...(await measure(`/console${page}`, cookie)) }),
    );
} finally {
  await app.house.records.connection.db?.dropDatabase();
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
  for (let from = 0; from < contacts; from += BATCH) {
    const some = Array.from({ length: Math.min(BATCH, contacts - from) }, (_, k) => from + k);
    const at = (n: number) => new Date(now - ((n * 7_919) % 4_838_400) * 1000);
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
