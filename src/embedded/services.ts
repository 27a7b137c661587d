import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedMongo } from './mongo/start.ts';
import { startMongod } from './mongod/start.ts';
import { startRedis } from './redis/start.ts';

export type Services = { mongodbUri: string; redisUrl: string; embedded: string[]; close(): Promise<void> };
type Service = { close(): Promise<void> };

/** What is not configured runs here, on this machine: a real Redis, and records on mongod or our own small server. */
export async function startServices(settings: {
  dataDir: string;
  mongodbUri: string | undefined;
  redisUrl: string | undefined;
}): Promise<Services> {
  const { dataDir } = settings;
  const started: Service[] = [];
  const embedded: string[] = [];
  const close = async () => {
    for (const service of started.splice(0).reverse()) await service.close();
  };
  const run = async <T extends Service>(name: string, start: () => Promise<T>): Promise<T> => {
    const service = await start();
    started.push(service);
    embedded.push(name);
    return service;
  };
  try {
    const redisUrl = settings.redisUrl ?? (await run('redis', () => startRedis(dataDir))).url;
    const mongodbUri = settings.mongodbUri ?? (await run(...recordsFor(dataDir))).uri;
    return { redisUrl, mongodbUri, embedded, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The records alone, for what needs no Redis. */
export async function startRecords(settings: {
  dataDir: string;
  mongodbUri: string | undefined;
}): Promise<{ uri: string; close(): Promise<void> }> {
  if (settings.mongodbUri) return { uri: settings.mongodbUri, close: async () => undefined };
  const [, start] = recordsFor(settings.dataDir);
  return await start();
}

function recordsFor(dataDir: string): [string, () => Promise<Service & { uri: string }>] {
  if (onPath('mongod')) return ['mongod', () => startMongod(dataDir)];
  return ['embedded-mongo', () => startEmbeddedMongo({ dataDir })];
}

function onPath(command: string): boolean {
  return (process.env.PATH ?? '').split(':').some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
