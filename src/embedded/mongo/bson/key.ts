import type { Binary, BSONSymbol, Code, ObjectId, Timestamp } from 'bson';
import { regexText } from './compare.ts';
import type { Document } from './document.ts';
import { type Exact, exactDouble, subtractExact, toDouble, toExact } from './number.ts';
import { rankOf } from './types.ts';

const END = Buffer.from([0]);
const TEXT_END = Buffer.from([0, 0]);
const EXACT = Buffer.from([0x80]);
/** Larger than any decimal exponent a difference of two BSON numbers can have (Decimal128: 6144). */
const EXPONENT_BIAS = 0x4000;

/** Bytes whose plain order is MongoDB's order of the values, so that SQLite can keep an index. */
export function keyOf(value: unknown): Buffer {
  const parts: Buffer[] = [];
  writeValue(parts, value);
  return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
}

/** The same bytes in falling order, for a field indexed with -1. */
export function inverted(key: Buffer): Buffer {
  const result = Buffer.allocUnsafe(key.length);
  for (let i = 0; i < key.length; i++) result[i] = 0xff - (key[i] as number);
  return result;
}

/** The first key after all that start with this one; null where there is none. */
export function after(prefix: Buffer): Buffer | null {
  const next = Buffer.from(prefix);
  for (let i = next.length - 1; i >= 0; i--) {
    if (next[i] !== 0xff) {
      next[i] = (next[i] as number) + 1;
      return next.subarray(0, i + 1);
    }
  }
  return null;
}

function writeValue(parts: Buffer[], value: unknown): void {
  const rank = rankOf(value);
  parts.push(Buffer.from([rank]));
  switch (rank) {
    case 10:
      writeNumber(parts, value);
      return;
    case 15:
      writeText(parts, typeof value === 'string' ? value : (value as BSONSymbol).value);
      return;
    case 20:
      for (const [name, item] of Object.entries(value as Document)) {
        parts.push(Buffer.from([rankOf(item)]));
        writeText(parts, name);
        writeValue(parts, item);
      }
      parts.push(END);
      return;
    case 25:
      for (const item of value as unknown[]) writeValue(parts, item);
      parts.push(END);
      return;
    case 30:
      writeBinary(parts, value as Binary);
      return;
    case 35:
      parts.push(Buffer.from((value as ObjectId).id));
      return;
    case 40:
      parts.push(Buffer.from([value ? 1 : 0]));
      return;
    case 45:
      parts.push(orderedDouble((value as Date).getTime()));
      return;
    case 47:
      writeTimestamp(parts, value as Timestamp);
      return;
    case 50:
      writeText(parts, regexText(value));
      return;
    case 60:
    case 65:
      writeText(parts, String((value as Code).code));
  }
}

/** The nearest double, then what that double leaves out, so that 2^53 and 2^53 + 1 stay two keys. */
function writeNumber(parts: Buffer[], value: unknown): void {
  const exact = toExact(value);
  const nearest = toDouble(value);
  if (!exact) {
    parts.push(orderedDouble(nearest), EXACT);
    return;
  }
  const base = Number.isFinite(nearest) ? nearest : Math.sign(nearest) * Number.MAX_VALUE;
  parts.push(orderedDouble(base));
  if (typeof value === 'number') {
    parts.push(EXACT);
    return;
  }
  writeRest(parts, subtractExact(exact, exactDouble(base) as Exact));
}

function writeRest(parts: Buffer[], rest: Exact): void {
  if (rest.coefficient === 0n) {
    parts.push(EXACT);
    return;
  }
  const negative = rest.coefficient < 0n;
  const digits = String(negative ? -rest.coefficient : rest.coefficient);
  const significant = digits.replace(/0+$/, '');
  const magnitude = Buffer.alloc(2 + significant.length + 1);
  magnitude.writeUInt16BE(digits.length + rest.exponent + EXPONENT_BIAS, 0);
  magnitude.write(significant, 2, 'latin1');
  parts.push(Buffer.from([negative ? 0x7f : 0x81]), negative ? inverted(magnitude) : magnitude);
}

function orderedDouble(n: number): Buffer {
  const bytes = Buffer.alloc(8);
  // NaN sorts below every number and -0 equals 0.
  if (Number.isNaN(n)) return bytes;
  bytes.writeDoubleBE(n === 0 ? 0 : n);
  if ((bytes[0] as number) & 0x80) return inverted(bytes);
  bytes[0] = (bytes[0] as number) | 0x80;
  return bytes;
}

function writeText(parts: Buffer[], text: string): void {
  parts.push(text.includes('\0') ? escapeZeros(text) : Buffer.from(text), TEXT_END);
}

function escapeZeros(text: string): Buffer {
  const pieces = text
    .split('\0')
    .flatMap((piece, i) => (i === 0 ? [Buffer.from(piece)] : [Buffer.from([0, 0xff]), Buffer.from(piece)]));
  return Buffer.concat(pieces);
}

function writeBinary(parts: Buffer[], binary: Binary): void {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(binary.position, 0);
  head[4] = binary.sub_type;
  parts.push(head, Buffer.from(binary.value()));
}

function writeTimestamp(parts: Buffer[], timestamp: Timestamp): void {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(timestamp.getHighBitsUnsigned(), 0);
  bytes.writeUInt32BE(timestamp.getLowBitsUnsigned(), 4);
  parts.push(bytes);
}
