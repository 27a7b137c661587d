import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { connectRecords, type Records } from '../../src/adapters/mongo/connection.ts';
import { databaseOf } from '../support/test-app.ts';

let records: Records;
const sockets = new Set<Socket>();
const remember = (opened: unknown) => sockets.add((opened as { socket: Socket }).socket);

beforeEach(async () => {
  subscribe('net.client.socket', remember);
  records = await connectRecords(databaseOf(inject('mongodbUri')), { indexes: false });
});
afterEach(async () => {
  unsubscribe('net.client.socket', remember);
  await records.close();
});

it('an operation on sockets that broke this very moment is tried on another', async () => {
  const { contacts } = records.models;
  await contacts.findById('somebody').lean();
  for (const socket of sockets) socket.destroy();
  expect(await contacts.findById('somebody').lean()).toBeNull();
});
