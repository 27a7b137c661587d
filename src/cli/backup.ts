import { resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { BackupFault, backUp, restore } from '../adapters/mongo/backup.ts';
import { keysDatabase } from '../adapters/mongo/contact-keys.ts';
import { inRecords, type OpenRecords } from '../composition/open-records.ts';
import { UsageFault } from './usage.ts';

const BACKUP = 'usage: backup DIR --keys OTHER_DIR | backup DIR --without-keys';
const RESTORE = 'usage: restore DIR --keys OTHER_DIR [--force] | restore DIR --without-keys [--force]';

/** Copies the records into one folder and the keys that open them into another, each to be kept apart. */
export async function backup(args: string[]): Promise<void> {
  const { folder, keys } = foldersIn(args, BACKUP);
  await inRecords(async (open) => {
    const data = await plainly(() => backUp(databasesOf(open).data, folder));
    // After the data: a key made meanwhile is there, one destroyed meanwhile is not.
    const kept = keys && (await plainly(() => backUp(databasesOf(open).keys, keys)));
    console.log(JSON.stringify({ data: data.collections, keys: kept ? kept.collections : null }));
  });
}

/** Reads both back, into records that are empty or are emptied first. */
export async function restoreRecords(args: string[]): Promise<void> {
  const { folder, keys, force } = foldersIn(args, RESTORE);
  await inRecords(async (open) => {
    const data = await plainly(() => restore(databasesOf(open).data, folder, { force }));
    const opened = keys && (await plainly(() => restore(databasesOf(open).keys, keys, { force })));
    console.log(JSON.stringify({ data, keys: opened || null }));
  });
}

type Folders = { folder: string; keys: string | null; force: boolean };

function foldersIn(args: string[], usage: string): Folders {
  const { values, positionals } = parseArgs({
    args,
    options: {
      keys: { type: 'string' },
      'without-keys': { type: 'boolean', default: false },
      force: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [folder, ...more] = positionals;
  if (!folder || more.length > 0 || Boolean(values.keys) === values['without-keys'])
    throw new UsageFault(usage);
  const keys = values.keys ?? null;
  if (keys && isWithin(keys, folder))
    throw new UsageFault('the keys go into a folder of their own, outside the data they open');
  return { folder, keys, force: values.force };
}

function isWithin(one: string, other: string): boolean {
  const [a, b] = [`${resolve(one)}${sep}`, `${resolve(other)}${sep}`];
  return a.startsWith(b) || b.startsWith(a);
}

function databasesOf({ records }: OpenRecords) {
  const { connection } = records;
  const client = connection.getClient();
  return { data: client.db(connection.name), keys: client.db(keysDatabase(connection)) };
}

/** What is wrong with a folder is said without a stack. */
async function plainly<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof BackupFault ? new UsageFault(error.message, { cause: error }) : error;
  }
}
