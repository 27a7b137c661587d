import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Collection, type Document, MongoClient } from 'mongodb';
import { startEmbeddedMongo } from '../src/embedded/mongo/start.ts';

/** Measures the embedded MongoDB through the driver over loopback: `node bench/embedded-mongo.ts [documents]`. */

const DOCUMENTS = Number(process.argv[2] ?? 100_000);
const SAMPLES = 2_000;
const BATCH = 5_000;

const dataDir = await mkdtemp(join(tmpdir(), 'bench-mongo-'));
const figures: Record<string, string> = {};

await fill();
const started = performance.now();
const server = await startEmbeddedMongo({ dataDir });
const client = await new MongoClient(server.uri).connect();
const contacts = client.db('bench').collection<Document>('contacts');
await contacts.findOne({ hash: hash(1) });
figures[`start with ${DOCUMENTS} documents, to the first answer`] =
  `${Math.round(performance.now() - started)} ms`;

await measure('ping', () => client.db('bench').command({ ping: 1 }));
await measure('find one by an indexed field', (i) => contacts.findOne({ hash: hash(i) }));
await measure('find 10 of a range, newest first', (i) =>
  contacts
    .find({ kind: i % 100 })
    .sort({ at: -1 })
    .limit(10)
    .toArray(),
);
await measure('insert one, three indexes', (i) => contacts.insertOne(contact(DOCUMENTS + i)));
await measure('update one by an indexed field', (i) =>
  contacts.updateOne({ hash: hash(i) }, { $inc: { visits: 1 } }),
);
await measure('find and update, guarded', (i) =>
  contacts.findOneAndUpdate({ hash: hash(i), visits: { $gte: 0 } }, { $set: { seen: new Date() } }),
);
await measureOnce('count by a field without an index', () => contacts.countDocuments({ visits: { $gt: 0 } }));
await measureOnce('group all', () =>
  contacts.aggregate([{ $group: { _id: '$kind', n: { $sum: 1 } } }]).toArray(),
);

await client.close();
await server.close();
await rm(dataDir, { recursive: true, force: true });
for (const [name, figure] of Object.entries(figures)) console.log(`${name.padEnd(55)} ${figure}`);

async function fill(): Promise<void> {
  const first = await startEmbeddedMongo({ dataDir });
  const filler = await new MongoClient(first.uri).connect();
  const collection: Collection<Document> = filler.db('bench').collection('contacts');
  await collection.createIndexes([{ key: { hash: 1 }, unique: true }, { key: { kind: 1, at: -1 } }]);
  const from = performance.now();
  for (let i = 0; i < DOCUMENTS; i += BATCH) {
    await collection.insertMany(
      Array.from({ length: Math.min(BATCH, DOCUMENTS - i) }, (_, k) => contact(i + k)),
    );
  }
  figures[`insert ${DOCUMENTS} documents in batches`] = `${Math.round(performance.now() - from)} ms`;
  await filler.close();
  await first.close();
}

async function measure(name: string, run: (i: number) => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < SAMPLES; i++) {
    const from = performance.now();
    await run((i * 7_919) % DOCUMENTS);
    times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => `${(times[Math.floor(times.length * share)] ?? 0).toFixed(2)} ms`;
  figures[name] = `p50 ${at(0.5)}  p95 ${at(0.95)}  p99 ${at(0.99)}`;
}

async function measureOnce(name: string, run: () => Promise<unknown>): Promise<void> {
  const from = performance.now();
  await run();
  figures[name] = `${Math.round(performance.now() - from)} ms`;
}

function hash(i: number): string {
  return `h${String(i).padStart(12, '0')}`;
}

function contact(i: number): Document {
  return {
    hash: hash(i),
    kind: i % 100,
    at: new Date(1_700_000_000_000 + i * 1_000),
    name: `Contact ${i}`,
    visits: i % 5,
    tags: ['shop', 'new'],
    note: 'x'.repeat(200),
    place: { town: 'Cali', lat: 3.43, lon: -76.52 },
  };
}
