import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { mongo } from 'mongoose';

const { EJSON } = mongo.BSON;

/** Documents by collection; what a backup says of itself, and what was read back. */
export type Counts = Record<string, number>;
export type Manifest = { format: 1; at: Date; collections: Counts };

export class BackupFault extends Error {
  override name = 'BackupFault' as const;
}

const ENDING = '.jsonl.gz';
const MANIFEST = 'manifest.json';
const BATCH = 500;

/**
 * Writes every collection as gzipped lines of canonical Extended JSON, one document a line, and last the manifest: a
 * backup without one was cut short. Documents changed meanwhile are there as they were before or after. Throws a
 * BackupFault where the folder holds something already.
 */
export async function backUp(db: mongo.Db, folder: string): Promise<Manifest> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) throw new BackupFault(`${folder} is not empty`);
  const collections: Counts = {};
  for (const name of await namesOf(db))
    collections[name] = await write(db.collection(name), join(folder, `${name}${ENDING}`));
  const manifest: Manifest = { format: 1, at: new Date(), collections };
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  return manifest;
}

/**
 * Reads a backup into a database that is empty, or is emptied first. Throws a BackupFault where there is no whole backup
 * in the folder, where documents stand in the way, or where fewer were read than the manifest counts.
 */
export async function restore(db: mongo.Db, folder: string, { force }: { force: boolean }): Promise<Counts> {
  const { collections } = await manifestOf(folder);
  await makeRoom(db, force);
  const restored: Counts = {};
  for (const [name, wanted] of Object.entries(collections)) {
    restored[name] = await read(db.collection(name), join(folder, `${name}${ENDING}`));
    if (restored[name] !== wanted)
      throw new BackupFault(`${name}: ${restored[name]} of ${wanted} documents were in the backup`);
  }
  return restored;
}

async function namesOf(db: mongo.Db): Promise<string[]> {
  const found = await db.listCollections({}, { nameOnly: true }).toArray();
  return found
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('system.'))
    .sort();
}

async function write(collection: mongo.Collection, file: string): Promise<number> {
  let count = 0;
  async function* lines() {
    for await (const document of collection.find().sort({ _id: 1 })) {
      count++;
      yield `${EJSON.stringify(document, { relaxed: false })}\n`;
    }
  }
  await pipeline(lines, createGzip(), createWriteStream(file, { mode: 0o600 }));
  return count;
}

async function manifestOf(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => null);
  if (text === null) throw new BackupFault(`${folder} holds no whole backup: ${MANIFEST} is missing`);
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.format !== 1) throw new BackupFault(`${folder} is in a format this version does not read`);
  return manifest;
}

async function makeRoom(db: mongo.Db, force: boolean): Promise<void> {
  for (const name of await namesOf(db)) {
    if (force) await db.collection(name).deleteMany({});
    else if (await db.collection(name).findOne({}, { projection: { _id: 1 } }))
      throw new BackupFault(`${db.databaseName} is not empty (${name}); --force empties it first`);
  }
}

async function read(collection: mongo.Collection, file: string): Promise<number> {
  let count = 0;
  let batch: mongo.Document[] = [];
  const flush = async () => {
    if (batch.length === 0) return;
    await collection.insertMany(batch, { ordered: false });
    count += batch.length;
    batch = [];
  };
  const source = createReadStream(file);
  await once(source, 'open').catch((cause: unknown) => {
    throw new BackupFault(`${file} is missing`, { cause });
  });
  for await (const line of createInterface({ input: source.pipe(createGunzip()) })) {
    batch.push(EJSON.parse(line, { relaxed: false }) as mongo.Document);
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  return count;
}
