import type { Connection, mongo } from 'mongoose';

/** Longer than a check may take: two seconds to connect, two for the answer. */
const STUCK_AFTER_MS = 5_000;

/**
 * The driver's check of a server that it polls can wait for ever on a line that broke under it (it waits for the
 * socket to drain, which a closed one never does): the server then counts as away although it is back. Calls back
 * when a check has stuck. Checks that a server holds open (`awaited`) are begun anew by the driver itself.
 */
export function onStuckMonitor(connection: Connection, stuck: () => void): void {
  const client = connection.getClient();
  const timers = new Map<string, NodeJS.Timeout>();
  const settle = ({ connectionId }: { connectionId: string }) => clearTimeout(timers.get(connectionId));
  client.on('serverHeartbeatStarted', (event: mongo.ServerHeartbeatStartedEvent) => {
    settle(event);
    if (!event.awaited) timers.set(event.connectionId, setTimeout(stuck, STUCK_AFTER_MS).unref());
  });
  client.on('serverHeartbeatSucceeded', settle);
  client.on('serverHeartbeatFailed', settle);
  client.on('topologyClosed', () => {
    for (const timer of timers.values()) clearTimeout(timer);
  });
}
