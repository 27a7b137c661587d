import type { Document } from '../bson/document.ts';

export interface Stored {
  rid: number;
  bytes: Buffer;
  /** Shared by all readers: never change it. */
  document: Document;
}

/** Bytes of BSON kept parsed for each collection; the parsed objects take several times as much. */
const CAPACITY_BYTES = 16 * 1024 * 1024;

/** The documents last looked up, oldest first out. */
export class DocumentCache {
  readonly #entries = new Map<number, Stored>();
  #bytes = 0;

  get(rid: number): Stored | undefined {
    return this.#entries.get(rid);
  }

  set(stored: Stored): void {
    this.delete(stored.rid);
    this.#entries.set(stored.rid, stored);
    this.#bytes += stored.bytes.length;
    for (const rid of this.#entries.keys()) {
      if (this.#bytes <= CAPACITY_BYTES) break;
      this.delete(rid);
    }
  }

  delete(rid: number): void {
    const entry = this.#entries.get(rid);
    if (!entry) return;
    this.#entries.delete(rid);
    this.#bytes -= entry.bytes.length;
  }
}
