import type { Channel } from '../../src/usecases/channel.ts';
import type { Ports } from '../../src/usecases/ports.ts';

/** Kills a process at one of its awaits: from then on nothing it calls is done, and nothing comes back. */
export type Death = {
  wrap(ports: Ports): Ports;
  /** Calls begun so far, named in order. */
  calls: string[];
  readonly dead: boolean;
};

/** Dies at the n-th moment: odd moments lie before a call is made, even ones after it was done and before its answer. */
export function dieAt(moment: number): Death {
  const calls: string[] = [];
  let now = 0;
  let dead = false;
  const never = () => new Promise<never>(() => undefined);
  const passes = () => {
    now++;
    if (now === moment) dead = true;
    return !dead;
  };

  function mortal<T extends object>(name: string, target: T): T {
    return new Proxy(target, {
      get(object, key) {
        const value = Reflect.get(object, key);
        if (typeof value !== 'function') return value;
        return async (...args: unknown[]) => {
          if (dead || !passes()) return await never();
          calls.push(`${name}.${String(key)}`);
          const result = await Reflect.apply(value, object, args);
          return passes() ? result : await never();
        };
      },
    });
  }

  return {
    calls,
    get dead() {
      return dead;
    },
    wrap(ports) {
      const { contacts, inbound, outbound, conversations, handoffs, consents, screenings, chambers, gaps } =
        ports;
      return {
        ...ports,
        contacts: mortal('contacts', contacts),
        inbound: mortal('inbound', inbound),
        outbound: mortal('outbound', outbound),
        conversations: mortal('conversations', conversations),
        handoffs: mortal('handoffs', handoffs),
        consents: mortal('consents', consents),
        screenings: mortal('screenings', screenings),
        chambers: mortal('chambers', chambers),
        gaps: mortal('gaps', gaps),
        locks: { withLock: (name, work) => (dead ? never() : ports.locks.withLock(name, work)) },
        channel(name) {
          const channel = ports.channel(name);
          return channel && mortalChannel(channel);
        },
      };
    },
  };

  function mortalChannel(channel: Channel): Channel {
    const { send, listSent } = mortal(channel.name, channel);
    const { name, sentBodies, showTyping } = channel;
    return { name, send, listSent, sentBodies, showTyping };
  }
}
