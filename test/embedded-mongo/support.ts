import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Db, MongoClient, type MongoClientOptions } from 'mongodb';
import { afterAll, beforeAll, test } from 'vitest';
import { startEmbeddedMongo } from '../../src/embedded/mongo/start.ts';

export interface Contract {
  uri: string;
  client: MongoClient;
  db: Db;
}

/** A fresh database on the server of MONGODB_URI, or on an embedded one of its own, for one test file. */
export function useDatabase(options: MongoClientOptions = {}): Contract {
  const contract = {} as Contract;
  let stop = async () => {};
  beforeAll(async () => {
    const server = process.env.MONGODB_URI
      ? { uri: process.env.MONGODB_URI, close: async () => {} }
      : await temporaryServer();
    contract.uri = server.uri;
    contract.client = await new MongoClient(server.uri, options).connect();
    contract.db = contract.client.db(`t${randomBytes(6).toString('hex')}`);
    stop = async () => {
      await contract.db.dropDatabase();
      await contract.client.close();
      await server.close();
    };
  });
  afterAll(() => stop());
  return contract;
}

export async function temporaryDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'embedded-mongo-'));
}

export async function temporaryServer(options: { expiryIntervalMs?: number } = {}) {
  const dataDir = await temporaryDirectory();
  const server = await startEmbeddedMongo({ dataDir, ...options });
  const close = async () => {
    await server.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { ...server, dataDir, close };
}

/** The error a promise is refused with; fails where it is kept. */
export async function refusal(
  promise: Promise<unknown>,
): Promise<{ code?: unknown; message: string } & Record<string, unknown>> {
  const outcome = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (!outcome) throw new Error('expected a refusal');
  return outcome as never;
}

/** A server of its own is under test; DocumentDB, which CI compares with, differs from MongoDB in known places. */
export const elsewhere = Boolean(process.env.MONGODB_URI);

/** A case that DocumentDB answers otherwise than MongoDB documents it: it is asked of our own server only. */
export function ownTest(name: string, run: () => Promise<void>): void {
  if (!elsewhere) test(name, run);
}

/** The codes that are right on the server under test. */
export function codes(mongodb: number, documentdb: number | undefined): number[] {
  return elsewhere && documentdb !== undefined ? [mongodb, documentdb] : [mongodb];
}
