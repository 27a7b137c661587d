import { Long } from 'bson';
import { encode } from '../bson/codec.ts';
import type { Document } from '../bson/document.ts';

const DOCUMENT_TYPE = 3;
const ARRAY_TYPE = 4;
const END = Buffer.from([0]);

/** A cursor's answer, put together from documents that are already BSON: they leave as they were stored. */
export function encodeBatch(
  name: 'firstBatch' | 'nextBatch',
  cursor: { id: bigint; namespace: string },
  documents: Buffer[],
): Buffer {
  const rest = encode({ id: Long.fromBigInt(cursor.id), ns: cursor.namespace });
  const batch = element(
    ARRAY_TYPE,
    name,
    container(documents.flatMap((bytes, i) => element(DOCUMENT_TYPE, String(i), [bytes]))),
  );
  const inner = container([...batch, rest.subarray(4, -1)]);
  const ok: Document = { ok: 1 };
  return Buffer.concat(container([...element(DOCUMENT_TYPE, 'cursor', inner), encode(ok).subarray(4, -1)]));
}

function element(type: number, name: string, value: Buffer[]): Buffer[] {
  return [Buffer.from(`${String.fromCharCode(type)}${name}\0`, 'latin1'), ...value];
}

function container(elements: Buffer[]): Buffer[] {
  const length = Buffer.alloc(4);
  length.writeInt32LE(elements.reduce((sum, bytes) => sum + bytes.length, 5));
  return [length, ...elements, END];
}
