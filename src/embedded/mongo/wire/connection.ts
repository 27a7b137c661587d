import type { Socket } from 'node:net';
import {
  encodeReply,
  HEADER_BYTES,
  messageLength,
  ProtocolError,
  parseMessage,
  type Request,
} from './message.ts';

export type Answer = (request: Request) => Buffer;

/** Cuts a socket's bytes into messages and answers them in turn; a sender of nonsense is cut off. */
export function serveConnection(socket: Socket, answer: Answer): void {
  let chunks: Buffer[] = [];
  let buffered = 0;

  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    buffered += chunk.length;
    try {
      drain();
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      socket.destroy();
    }
  });

  function drain(): void {
    while (buffered >= HEADER_BYTES) {
      const length = announcedLength();
      if (buffered < length) return;
      const all = gather();
      const message = all.subarray(0, length);
      chunks = all.length > length ? [all.subarray(length)] : [];
      buffered = all.length - length;
      const request = parseMessage(message);
      const body = answer(request);
      if (!request.silent) socket.write(encodeReply(request, body));
    }
  }

  function announcedLength(): number {
    const [first] = chunks;
    return messageLength(first && first.length >= HEADER_BYTES ? first : gather());
  }

  function gather(): Buffer {
    const all = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, buffered);
    chunks = [all];
    return all;
  }
}
