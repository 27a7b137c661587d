import { parseArgs } from 'node:util';

/** What one run is made of: `node bench/load.ts --contacts 200 --latency 100 --processes 2`. */
export type LoadSettings = {
  contacts: number;
  concurrency: number;
  /** Messages to each server before it is measured. */
  warmUp: number;
  /** How long the messaging API takes to answer. */
  latencyMs: number;
  /** Of the house; they share one Redis and one MongoDB. */
  processes: number;
  /** Repeats the screening with new contacts until so many messages have been sent to the house; 0 for once. */
  messages: number;
  /** A folder for processor profiles of the servers. */
  profile: string | undefined;
};

export function readSettings(args: string[]): LoadSettings {
  const { values } = parseArgs({
    args,
    options: {
      contacts: { type: 'string', default: '2000' },
      concurrency: { type: 'string', default: '64' },
      'warm-up': { type: 'string', default: '600' },
      latency: { type: 'string', default: '0' },
      processes: { type: 'string', default: '1' },
      messages: { type: 'string', default: '0' },
      profile: { type: 'string' },
    },
  });
  return {
    contacts: Number(values.contacts),
    concurrency: Number(values.concurrency),
    warmUp: Number(values['warm-up']),
    latencyMs: Number(values.latency),
    processes: Number(values.processes),
    messages: Number(values.messages),
    profile: values.profile,
  };
}

/** What a server under load is told; the bare one reads the same. */
export const ACCOUNT = {
  sid: `AC${'f'.repeat(32)}`,
  token: 'load-auth-token',
  from: 'whatsapp:+14155238886',
} as const;
