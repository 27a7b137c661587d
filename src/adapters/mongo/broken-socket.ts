import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { mongo } from 'mongoose';

type DriverConnection = { socket: Socket; writeCommand: (...args: unknown[]) => Promise<void> };

let isMended = false;

/**
 * The driver (7.8, `Connection.writeCommand`) waits for a socket to drain when a write to it says no. A socket that
 * broke a moment ago, and has not yet told so, says no and never drains: the operation, or the check of the server,
 * would wait for ever and keep its place in the pool. With this it fails as on any broken line, and is tried again.
 */
export function mendBrokenSockets(): void {
  if (isMended) return;
  isMended = true;
  const { Connection } = createRequire(import.meta.url)('mongodb/lib/cmap/connection.js') as {
    Connection: { prototype: DriverConnection };
  };
  const { writeCommand } = Connection.prototype;
  Connection.prototype.writeCommand = function (...args) {
    if (this.socket.destroyed) throw new mongo.MongoNetworkError('the socket is broken');
    return writeCommand.apply(this, args);
  };
}
