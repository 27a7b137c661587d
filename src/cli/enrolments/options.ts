import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { loadTerritories } from '../../adapters/files/understanding-files.ts';
import { readPhone } from '../../adapters/phone/read-phone.ts';
import type { OpenRecords } from '../../composition/open-records.ts';
import { FOLDERS } from '../../composition/paths.ts';
import type { Enrolling } from '../../usecases/enrolments/enrol-business.ts';
import type { EntryWorld } from '../../usecases/enrolments/read-entry.ts';

const text = { type: 'string' } as const;

export function readOptions(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      phone: text,
      name: text,
      business: text,
      chamber: text,
      territory: text,
      sector: text,
      stage: text,
      source: text,
      consented: text,
      tags: text,
      tag: text,
      status: text,
      named: text,
      limit: text,
      after: text,
      reason: text,
      key: text,
      by: { type: 'string', default: `cli:${userInfo().username}` },
      apply: { type: 'boolean', default: false },
    },
  });
}
export type Options = ReturnType<typeof readOptions>['values'];

export async function worldOf({ chambers }: OpenRecords): Promise<EntryWorld> {
  const { territories } = loadTerritories(FOLDERS.data);
  return { readPhone, chambers: await chambers.list(), territories, now: new Date() };
}

export function enrollingOf(open: OpenRecords, by: string): Enrolling {
  // Without Twilio, people live in the simulator.
  return { ports: open, channel: open.config.twilio ? 'twilio' : 'simulator', now: new Date(), by };
}

export function givenOf({ consented, ...options }: Options) {
  return { ...options, ...(consented && { consentedAt: consented }) };
}
