import { asError } from '../converse.ts';
import type { Broadcasting } from './broadcasting.ts';

/** Wakes a worker punctually. Whether it arrives does not matter: the sweep looks for what is due in the records. */
export async function scheduleAt({ ports }: Broadcasting, broadcastId: string, at: Date): Promise<void> {
  const id = `broadcast-${broadcastId}-${at.getTime()}`;
  try {
    await ports.jobs.schedule({ queue: 'broadcasts', id, data: { broadcastId }, at });
  } catch (error) {
    ports.log.warn('broadcast not scheduled', { broadcast: broadcastId, error: asError(error) });
  }
}
