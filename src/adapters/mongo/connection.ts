import { type Connection, createConnection, mongo } from 'mongoose';
import { mendBrokenSockets } from './broken-socket.ts';
import { createModels, type Models } from './models.ts';

export type Records = { connection: Connection; models: Models; close(): Promise<void> };

/** Shorter than the door's patience (12 s), so that it can try again within it. */
const TIMEOUTS = {
  serverSelectionTimeoutMS: 2_000,
  connectTimeoutMS: 2_000,
  socketTimeoutMS: 8_000,
} as const;

/** Connects and makes sure that every index stands before anything is read or written. */
export async function connectRecords(
  uri: string,
  options: { database?: string; indexes: boolean },
): Promise<Records> {
  const settings = {
    ...TIMEOUTS,
    ...(options.database && { dbName: options.database }),
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
    maxPoolSize: 20,
    retryWrites: true,
  };
  mendBrokenSockets();
  const connection = createConnection(uri, settings);
  await connection.asPromise();
  const models = createModels(connection);
  if (options.indexes) for (const model of Object.values(models)) await model.createIndexes();
  return { connection, models, close: () => connection.close() };
}

/** MongoDB is away: it may come back. */
export function isMongoOutage(error: unknown): boolean {
  return (
    error instanceof mongo.MongoNetworkError ||
    error instanceof mongo.MongoServerSelectionError ||
    error instanceof mongo.MongoNotConnectedError ||
    error instanceof mongo.MongoTopologyClosedError ||
    (error instanceof Error &&
      (error.name === 'MongoPoolClearedError' || error.name === 'MongoNotConnectedError')) ||
    (error instanceof mongo.MongoError && error.hasErrorLabel('RetryableWriteError')) ||
    isBrokenLine(error)
  );
}

// A connection that ends in the middle of a command gives the socket's own error.
const BROKEN_LINE = new Set<unknown>(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

function isBrokenLine(error: unknown): boolean {
  return error instanceof Error && 'code' in error && BROKEN_LINE.has(error.code);
}

export function isDuplicate(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === 11000;
}
