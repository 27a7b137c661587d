import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { freePort } from '../src/embedded/free-port.ts';
import { serverFile } from '../src/embedded/mongo/server-file.ts';
import { startServices } from '../src/embedded/services.ts';
import { MESSAGES_EACH, startPhones, type Talked } from './load/phones.ts';
import { memoryMb, processorMs, type ServerProcess, startServer } from './load/process.ts';
import { type Figures, figuresOf, line, ratios } from './load/report.ts';
import { ACCOUNT, readSettings } from './load/settings.ts';

/**
 * People in the middle of a screening against the house and against a bare server, in one run, so that the machine does not
 * matter to the ratios: `node bench/load.ts [--contacts 2000] [--concurrency 64] [--latency 100] [--processes 2]
 * [--messages 200000] [--profile DIR]`. With MONGODB_URI on that server (its databases are dropped afterwards), else on the embedded one.
 */
const settings = readSettings(process.argv.slice(2));
const dataDir = mkdtempSync(join(tmpdir(), 'bench-load-'));
const database = `load_${process.pid}`;
const services = await startServices({ dataDir, mongodbUri: process.env.MONGODB_URI, redisUrl: undefined });
const phones = await startPhones(settings.latencyMs);
const running: ServerProcess[] = [];

try {
  const bare = await measured('bare', [await launch('load/bare.ts', {})], settings.contacts);
  const house = await launchHouse();
  const figures = await measured(`house, ${house.length}`, house, settings.contacts);
  console.table([line('bare', bare), line(`house × ${house.length}`, figures)]);
  console.table(ratios(figures, bare));
  if (figures.ends !== 1) console.log(`! people ended at ${figures.ends} different questions instead of one`);
  if (settings.messages > 0) await goOn(house);
} finally {
  for (const server of running) await server.stop();
  phones.close();
  await dropDatabases();
  await services.close();
  rmSync(dataDir, { recursive: true, force: true });
}

async function launch(file: string, env: Record<string, string>): Promise<ServerProcess> {
  const server = await startServer({
    file: fileURLToPath(new URL(file, import.meta.url)),
    port: await freePort(),
    env: { NODE_ENV: 'production', REDIS_URL: services.redisUrl, TWILIO_API_URL: phones.apiUrl, ...env },
    profile: settings.profile,
  });
  running.push(server);
  return server;
}

/** As many processes of the house as were asked for; each answers for the address of the first. */
async function launchHouse(): Promise<ServerProcess[]> {
  const env = {
    PUBLIC_URL: 'http://127.0.0.1:9',
    MONGODB_URI: recordsUri(),
    TWILIO_ACCOUNT_SID: ACCOUNT.sid,
    TWILIO_AUTH_TOKEN: ACCOUNT.token,
    TWILIO_WHATSAPP_FROM: ACCOUNT.from,
    SECRET_KEY: 'load-secret-key-of-32-bytes-or-so',
    ENCRYPTION_KEY: 'load-encryption-key-of-32-bytes-x',
    CERTIFICATE_KEY: 'load-certificate-key-of-32-bytes',
    CONTROLLER_NAME: 'Load',
    CONTROLLER_CONTACT: 'load@example.com',
    POLICY_URL: 'https://example.com/privacy',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
  };
  const house: ServerProcess[] = [];
  for (let count = 0; count < settings.processes; count++) house.push(await launch('../src/main.ts', env));
  return house;
}

function recordsUri(): string {
  const uri = new URL(services.mongodbUri);
  uri.pathname = `/${database}`;
  return uri.toString();
}

/** The embedded records' process; a server that was given is not ours to measure. */
function recordsPid(): number | null {
  if (process.env.MONGODB_URI) return null;
  try {
    const { pid } = JSON.parse(readFileSync(serverFile(dataDir), 'utf8')) as { pid: number };
    return pid;
  } catch {
    return null;
  }
}

async function measured(name: string, servers: ServerProcess[], contacts: number): Promise<Figures> {
  await talk(servers, Math.ceil(settings.warmUp / MESSAGES_EACH));
  const own = servers.map(({ pid }) => pid);
  const records = recordsPid();
  const all = records === null ? own : [...own, records];
  const before = { own: total(own), all: total(all) };
  const talked = await talk(servers, contacts);
  const used = {
    ownProcessorMs: total(own) - before.own,
    processorMs: total(all) - before.all,
    memoryMb: own.map(memoryMb).reduce((sum, one) => sum + one, 0),
  };
  if (talked.lost > 0) console.log(`! ${name}: ${talked.lost} replies did not come`);
  return figuresOf(talked, used);
}

function talk(servers: ServerProcess[], contacts: number): Promise<Talked> {
  const urls = servers.map(({ url }) => url);
  return phones.talk(urls, publicUrlOf(servers), { contacts, concurrency: settings.concurrency });
}

function publicUrlOf([first]: ServerProcess[]): string {
  const isBare = running[0] === first;
  return isBare && first ? first.url : 'http://127.0.0.1:9';
}

function total(pids: number[]): number {
  return pids.map(processorMs).reduce((sum, one) => sum + one, 0);
}

/** New people until so many messages were sent: memory that grows with them shows. */
async function goOn(servers: ServerProcess[]): Promise<void> {
  const rows: Record<string, number>[] = [];
  for (let sent = 0; sent < settings.messages; ) {
    const talked = await talk(servers, settings.contacts);
    sent += talked.messages;
    rows.push({
      messages: sent,
      'messages/s': Math.round((talked.messages / talked.ms) * 1000),
      'memory MB': Math.round(servers.map(({ pid }) => memoryMb(pid)).reduce((sum, one) => sum + one, 0)),
      lost: talked.lost,
    });
  }
  console.table(rows);
}

async function dropDatabases(): Promise<void> {
  if (!process.env.MONGODB_URI) return;
  const client = await new MongoClient(services.mongodbUri).connect();
  for (const name of [database, `${database}_keys`]) await client.db(name).dropDatabase();
  await client.close();
}
