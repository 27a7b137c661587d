import { MongoError } from '../errors.ts';
import { encodeBatch } from '../wire/batch.ts';

/** MongoDB's default size of a first batch. */
const DEFAULT_FIRST_BATCH = 101;
/** A batch stays under the size of one document, so that its answer stays under the size of a message. */
const MAX_BATCH_BYTES = 16 * 1024 * 1024;
/** MongoDB forgets a cursor after ten minutes without a getMore (cursorTimeoutMillis). */
const IDLE_MS = 600_000;

export type Results = Iterator<Buffer>;

interface Cursor {
  namespace: string;
  results: Results;
  usedAt: number;
  /** A document that was read but did not fit into the last batch. */
  pending: Buffer | null;
}

/** The cursors that clients have open. */
export class Cursors {
  readonly #open = new Map<bigint, Cursor>();
  #lastId = BigInt(Date.now());

  first(namespace: string, results: Results, options: { batchSize?: number; single: boolean }): Buffer {
    const cursor: Cursor = { namespace, results, usedAt: Date.now(), pending: null };
    const batch = take(cursor, options.batchSize ?? DEFAULT_FIRST_BATCH);
    const id = batch.done || options.single ? 0n : this.#keep(cursor);
    return encodeBatch('firstBatch', { id, namespace }, batch.documents);
  }

  next(id: bigint, namespace: string, batchSize: number | undefined): Buffer {
    const cursor = this.#open.get(id);
    if (!cursor || cursor.namespace !== namespace) {
      throw new MongoError('CursorNotFound', `cursor id ${id} not found`);
    }
    cursor.usedAt = Date.now();
    const batch = this.#takeOrForget(id, cursor, batchSize || Number.MAX_SAFE_INTEGER);
    if (batch.done) this.#open.delete(id);
    return encodeBatch('nextBatch', { id: batch.done ? 0n : id, namespace }, batch.documents);
  }

  kill(id: bigint): boolean {
    this.#open.get(id)?.results.return?.();
    return this.#open.delete(id);
  }

  forgetIdle(now: number): void {
    for (const [id, cursor] of this.#open) if (now - cursor.usedAt > IDLE_MS) this.kill(id);
  }

  #keep(cursor: Cursor): bigint {
    this.#lastId++;
    this.#open.set(this.#lastId, cursor);
    return this.#lastId;
  }

  #takeOrForget(id: bigint, cursor: Cursor, size: number): ReturnType<typeof take> {
    try {
      return take(cursor, size);
    } catch (error) {
      this.#open.delete(id);
      throw error;
    }
  }
}

function take(cursor: Cursor, size: number): { documents: Buffer[]; done: boolean } {
  const documents: Buffer[] = [];
  let bytes = 0;
  while (documents.length < size) {
    const next = cursor.pending ?? nextOf(cursor.results);
    cursor.pending = null;
    if (!next) return { documents, done: true };
    if (documents.length > 0 && bytes + next.length > MAX_BATCH_BYTES) {
      cursor.pending = next;
      return { documents, done: false };
    }
    documents.push(next);
    bytes += next.length;
  }
  // A full batch of the last documents leaves the cursor open, as MongoDB does: the next batch is empty.
  return { documents, done: false };
}

function nextOf(results: Results): Buffer | null {
  const step = results.next();
  return step.done ? null : step.value;
}
