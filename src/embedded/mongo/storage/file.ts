import { existsSync, linkSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Marks the file as ours and names the layout; a later layout gets another number. */
const APPLICATION_ID = 0x46534d47;
const LAYOUT = 1;

/** Pages of log before SQLite moves them into the file: fewer, longer pauses than its default of 1 000. */
const CHECKPOINT_PAGES = 4_000;

const SCHEMA = `
  CREATE TABLE collections (
    id INTEGER PRIMARY KEY, db TEXT NOT NULL, name TEXT NOT NULL, uuid BLOB NOT NULL, UNIQUE (db, name)
  );
  CREATE TABLE indexes (
    id INTEGER PRIMARY KEY, collection INTEGER NOT NULL, name TEXT NOT NULL, spec BLOB NOT NULL,
    multikey INTEGER NOT NULL DEFAULT 0, UNIQUE (collection, name)
  );
`;

export class DataFileError extends Error {
  override name = 'DataFileError' as const;
  /** Another process holds the file. */
  readonly inUse: boolean;

  constructor(message: string, options: { cause?: unknown; inUse?: boolean } = {}) {
    super(message, { cause: options.cause });
    this.inUse = options.inUse ?? false;
  }
}

/**
 * One SQLite file holds everything. The write-ahead log is written by one `write` before a command is answered, so
 * an answered write outlives the process (kill -9); `synchronous=NORMAL` leaves out the fsync that only a power cut needs.
 */
export function openFile(directory: string): DatabaseSync {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'records.sqlite');
  if (existsSync(path)) refuseEmpty(path);
  else createFile(path);
  const database = translated(path, () => new DatabaseSync(path));
  try {
    translated(path, () => {
      // Exclusive: the lock is the operating system's and goes with the process, so nothing stale is left behind.
      database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA busy_timeout = 0');
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
      database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}; BEGIN EXCLUSIVE; COMMIT`);
      check(database, path);
    });
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

/**
 * Made under a name of its own and linked into place: a file of the real name is never half made, and of two
 * processes that make it at once the second finds the first one's.
 */
function createFile(path: string): void {
  if (existsSync(`${path}-wal`)) {
    throw new DataFileError(`${path} is missing although its log ${path}-wal is there. ${ADVICE}`);
  }
  const draft = `${path}.${process.pid}.new`;
  rmSync(draft, { force: true });
  const database = new DatabaseSync(draft);
  database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${LAYOUT}; ${SCHEMA}`);
  database.close();
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}

function refuseEmpty(path: string): void {
  if (statSync(path).size === 0) throw new DataFileError(`${path} is empty: it was cut off. ${ADVICE}`);
}

function check(database: DatabaseSync, path: string): void {
  const pragma = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  if (pragma('application_id') !== APPLICATION_ID) {
    throw new DataFileError(`${path} was not written by this server. ${ADVICE}`);
  }
  if (pragma('user_version') !== LAYOUT) {
    throw new DataFileError(
      `${path} has layout ${pragma('user_version')}; this version reads ${LAYOUT} only.`,
    );
  }
  const finding = pragma('quick_check(1)');
  if (finding !== 'ok') throw new DataFileError(`${path} is damaged (${String(finding)}). ${ADVICE}`);
}

const ADVICE = 'Put back a copy of the directory, or move it away to start with no records.';

/** SQLite's result codes (sqlite.org/rescode.html). */
const BUSY = 5;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

function translated<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof DataFileError) throw error;
    const code = Number((error as { errcode?: number }).errcode ?? 0) & 0xff;
    if (code === BUSY) {
      throw new DataFileError(
        `${path} is in use by another server process. Stop it, or choose another directory.`,
        {
          cause: error,
          inUse: true,
        },
      );
    }
    if (code === CORRUPT || code === NOT_A_DATABASE) {
      throw new DataFileError(`${path} is damaged. ${ADVICE}`, { cause: error });
    }
    throw new DataFileError(`${path} cannot be opened: ${(error as Error).message}`, { cause: error });
  }
}
