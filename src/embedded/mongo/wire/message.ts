import { decode } from '../bson/codec.ts';
import type { Document } from '../bson/document.ts';
import { crc32c } from './crc32c.ts';

/** A document as it came, and parsed. */
export interface RawDocument {
  bytes: Buffer;
  document: Document;
}

/** One command of a client. */
export interface Request {
  requestId: number;
  command: Document;
  /** Document sequences by name: the `documents`, `updates` or `deletes` that came beside the body. */
  sequences: Map<string, RawDocument[]>;
  /** The client waits for no answer (moreToCome). */
  silent: boolean;
  /** The legacy OP_QUERY, which is answered with OP_REPLY. */
  legacy: boolean;
}

/** The sender did not speak the protocol: the connection is closed, nothing is answered. */
export class ProtocolError extends Error {
  override name = 'ProtocolError' as const;
}

export const HEADER_BYTES = 16;
/** maxMessageSizeBytes of MongoDB. */
export const MAX_MESSAGE_BYTES = 48_000_000;

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;

const CHECKSUM_PRESENT = 1 << 0;
const MORE_TO_COME = 1 << 1;
/** Bits 0 to 15 must be understood; the others may be ignored (OP_MSG specification). */
const REQUIRED_BITS = 0xffff;

/** The length a header announces; nonsense is refused before the rest of it is waited for. */
export function messageLength(header: Buffer): number {
  const length = header.readInt32LE(0);
  const opCode = header.readInt32LE(12);
  if (length < HEADER_BYTES || length > MAX_MESSAGE_BYTES)
    throw new ProtocolError(`message of ${length} bytes`);
  if (opCode !== OP_MSG && opCode !== OP_QUERY) throw new ProtocolError(`opcode ${opCode} is not supported`);
  return length;
}

export function parseMessage(message: Buffer): Request {
  const requestId = message.readInt32LE(4);
  try {
    return message.readInt32LE(12) === OP_MSG ? parseMsg(message, requestId) : parseQuery(message, requestId);
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    throw new ProtocolError('malformed message', { cause: error });
  }
}

export function encodeReply(request: Request, body: Buffer): Buffer {
  return request.legacy ? legacyReply(request.requestId, body) : msgReply(request.requestId, body);
}

function parseMsg(message: Buffer, requestId: number): Request {
  const flags = message.readUInt32LE(HEADER_BYTES);
  if (flags & REQUIRED_BITS & ~(CHECKSUM_PRESENT | MORE_TO_COME))
    throw new ProtocolError('unknown required flag');
  let end = message.length;
  if (flags & CHECKSUM_PRESENT) {
    end -= 4;
    if (crc32c(message.subarray(0, end)) !== message.readUInt32LE(end))
      throw new ProtocolError('wrong checksum');
  }
  const sequences = new Map<string, RawDocument[]>();
  let command: Document | null = null;
  let offset = HEADER_BYTES + 4;
  while (offset < end) {
    const kind = message.readUInt8(offset++);
    const size = message.readInt32LE(offset);
    if (size < 5 || offset + size > end) throw new ProtocolError('section runs out of the message');
    const section = message.subarray(offset, offset + size);
    offset += size;
    if (kind === 0 && !command) command = decode(section);
    else if (kind === 1) addSequence(section, sequences);
    else throw new ProtocolError(`section of kind ${kind} is not expected`);
  }
  if (!command) throw new ProtocolError('no body section');
  return { requestId, command, sequences, silent: (flags & MORE_TO_COME) !== 0, legacy: false };
}

function addSequence(section: Buffer, sequences: Map<string, RawDocument[]>): void {
  const nameEnd = section.indexOf(0, 4);
  if (nameEnd < 0) throw new ProtocolError('sequence without a name');
  const name = section.toString('utf8', 4, nameEnd);
  if (sequences.has(name)) throw new ProtocolError(`sequence ${name} came twice`);
  const documents: RawDocument[] = [];
  let offset = nameEnd + 1;
  while (offset < section.length) {
    const size = section.readInt32LE(offset);
    if (size < 5 || offset + size > section.length)
      throw new ProtocolError('document runs out of its sequence');
    const bytes = section.subarray(offset, offset + size);
    documents.push({ bytes, document: decode(bytes) });
    offset += size;
  }
  sequences.set(name, documents);
}

/** Only the handshake still comes this way: flags, collection name, skip, return, one document. */
function parseQuery(message: Buffer, requestId: number): Request {
  const nameEnd = message.indexOf(0, HEADER_BYTES + 4);
  const name = message.toString('utf8', HEADER_BYTES + 4, nameEnd);
  if (nameEnd < 0 || !name.endsWith('.$cmd')) throw new ProtocolError('OP_QUERY is for commands only');
  const start = nameEnd + 1 + 8;
  const size = message.readInt32LE(start);
  const command = decode(message.subarray(start, start + size));
  command.$db = name.slice(0, -'.$cmd'.length);
  return { requestId, command, sequences: new Map(), silent: false, legacy: true };
}

let lastId = 0;

function header(length: number, responseTo: number, opCode: number, extra: number): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES + extra);
  lastId = (lastId + 1) & 0x7fffffff;
  bytes.writeInt32LE(length, 0);
  bytes.writeInt32LE(lastId, 4);
  bytes.writeInt32LE(responseTo, 8);
  bytes.writeInt32LE(opCode, 12);
  return bytes;
}

function msgReply(responseTo: number, body: Buffer): Buffer {
  const head = header(HEADER_BYTES + 5 + body.length, responseTo, OP_MSG, 5);
  return Buffer.concat([head, body]);
}

function legacyReply(responseTo: number, body: Buffer): Buffer {
  const head = header(HEADER_BYTES + 20 + body.length, responseTo, OP_REPLY, 20);
  head.writeInt32LE(1, HEADER_BYTES + 16);
  return Buffer.concat([head, body]);
}
