import type { Channel } from '../../src/usecases/channel.ts';
import type { Ports } from '../../src/usecases/ports.ts';

/** Kills a process at one of its awaits: from then on nothing it calls is done, and nothing comes back. */
export type Death = {
  wrap(ports: Ports): Ports;
  /** Of a house that dies with it: what hangs is not waited for. */
  overrides: { wrapPorts(ports: Ports): Ports; drainMs: number };
  /** The same for one store of its own. */
  of<T extends object>(name: string, store: T): T;
  /** Calls begun in this life, named in order. */
  readonly calls: string[];
  readonly dead: boolean;
  /** A new life in the same process, which ends at another moment; what hung in the old one hangs for ever. */
  reborn(moment: number): void;
};

/** Dies at the n-th moment: odd moments lie before a call is made, even ones after it was done and before its answer. */
export function dieAt(moment: number): Death {
  let life = { moment, now: 0, dead: false, calls: [] as string[] };
  const never = () => new Promise<never>(() => undefined);
  const passes = (mine: typeof life) => {
    mine.now++;
    if (mine.now === mine.moment) mine.dead = true;
    return !mine.dead && mine === life;
  };

  function mortal<T extends object>(name: string, target: T): T {
    return new Proxy(target, {
      get(object, key) {
        const value = Reflect.get(object, key);
        if (typeof value !== 'function') return value;
        return async (...args: unknown[]) => {
          const mine = life;
          if (mine.dead || !passes(mine)) return await never();
          mine.calls.push(`${name}.${String(key)}`);
          const result = await Reflect.apply(value, object, args);
          return passes(mine) ? result : await never();
        };
      },
    });
  }

  const death: Death = {
    get calls() {
      return life.calls;
    },
    get dead() {
      return life.dead;
    },
    reborn(next) {
      life = { moment: next, now: 0, dead: false, calls: [] };
    },
    of: mortal,
    overrides: { wrapPorts: (ports) => death.wrap(ports), drainMs: 0 },
    wrap(ports) {
      const { contacts, inbound, outbound, conversations, handoffs, consents, screenings, chambers, gaps } =
        ports;
      const { notices, jobs, dataRequests, erasure, enrolments } = ports;
      const { advisors, sessions, bookings, waitlist } = ports;
      const { events, rsvps } = ports;
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
        enrolments: mortal('enrolments', enrolments),
        advisors: mortal('advisors', advisors),
        sessions: mortal('sessions', sessions),
        bookings: mortal('bookings', bookings),
        waitlist: mortal('waitlist', waitlist),
        certifying: {
          ...ports.certifying,
          certificates: mortal('certificates', ports.certifying.certificates),
        },
        events: mortal('events', events),
        rsvps: mortal('rsvps', rsvps),
        notices: mortal('notices', notices),
        jobs: mortal('jobs', jobs),
        dataRequests: mortal('dataRequests', dataRequests),
        erasure: mortal('erasure', erasure),
        locks: { withLock: (name, work) => (life.dead ? never() : ports.locks.withLock(name, work)) },
        channel(name) {
          const channel = ports.channel(name);
          return channel && mortalChannel(channel);
        },
      };
    },
  };
  return death;

  function mortalChannel(channel: Channel): Channel {
    const { send, listSent } = mortal(channel.name, channel);
    const { name, paced, sentBodies, showTyping } = channel;
    return { name, paced, send, listSent, sentBodies, showTyping };
  }
}
