import { randomBytes } from 'node:crypto';
import type { Channel } from '../../usecases/channel.ts';

export type SimulatorDelivery = { messageId: string; sid: string };

/** The browser as a phone: takes every message, and reports what a phone would (sent, delivered). */
export function createSimulatorChannel(
  report: (delivery: SimulatorDelivery, status: string) => void,
): Channel {
  return {
    name: 'simulator',
    paced: false,
    async send({ messageId }) {
      const sid = `SS${randomBytes(16).toString('hex')}`;
      const delivery = { messageId, sid };
      setImmediate(() => report(delivery, 'sent'));
      setTimeout(() => report(delivery, 'delivered'), DELIVERED_AFTER_MS).unref();
      return { kind: 'accepted', sid };
    },
    // Nothing leaves this machine: a message not recorded as sent was not shown, and is sent again.
    listSent: async () => [],
    sentBodies: () => [],
    showTyping: () => undefined,
  };
}

/** Long enough for the ticks to be seen changing. */
const DELIVERED_AFTER_MS = 300;
