import { BSON } from 'bson';
import type { Document } from '../bson/document.ts';

/** The client's side of the protocol, just enough to ask a server who it is. */

const OP_MSG = 2013;
/** Header, flags and the kind of the only section. */
const BEFORE_BODY = 16 + 4 + 1;

export function encodeRequest(command: Document): Buffer {
  const body = BSON.serialize(command);
  const head = Buffer.alloc(BEFORE_BODY);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(1, 4);
  head.writeInt32LE(OP_MSG, 12);
  return Buffer.concat([head, body]);
}

/** Null until all of it is there; throws on what is no answer to a request. */
export function parseReply(bytes: Buffer): Document | null {
  if (bytes.length < BEFORE_BODY) return null;
  if (bytes.readInt32LE(12) !== OP_MSG) throw new Error('not a MongoDB server');
  const length = bytes.readInt32LE(0);
  return bytes.length < length ? null : BSON.deserialize(bytes.subarray(BEFORE_BODY, length));
}
