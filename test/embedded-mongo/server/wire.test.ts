import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { BSON, MongoClient } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { crc32c } from '../../../src/embedded/mongo/wire/crc32c.ts';
import { temporaryServer } from '../support.ts';

const OP_MSG = 2013;
const OP_QUERY = 2004;
const OP_COMPRESSED = 2012;

let server: Awaited<ReturnType<typeof temporaryServer>>;
let bystander: MongoClient;

beforeAll(async () => {
  server = await temporaryServer();
  bystander = await new MongoClient(server.uri).connect();
});
afterAll(async () => {
  await bystander.close();
  await server.close();
});

describe('closes who sends', () => {
  const ping = BSON.serialize({ ping: 1, $db: 'admin' });
  const cases: { title: string; bytes: () => Buffer }[] = [
    { title: 'garbage', bytes: () => Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n') },
    { title: 'a message of more than 48 MB', bytes: () => header(48_000_001, OP_MSG) },
    { title: 'a negative length', bytes: () => header(-1, OP_MSG) },
    { title: 'a length shorter than a header', bytes: () => header(15, OP_MSG) },
    { title: 'a compressed message', bytes: () => message(OP_COMPRESSED, Buffer.alloc(20)) },
    { title: 'an unknown required flag', bytes: () => msg(1 << 5, section(ping)) },
    { title: 'an unknown section', bytes: () => msg(0, Buffer.concat([Buffer.from([7]), ping])) },
    { title: 'no body', bytes: () => msg(0, Buffer.alloc(0)) },
    {
      title: 'a document longer than its message',
      bytes: () => msg(0, Buffer.concat([Buffer.from([0]), int(1_000), ping.subarray(4)])),
    },
    {
      title: 'a document that is not BSON',
      bytes: () => msg(0, section(Buffer.concat([int(12), Buffer.alloc(8, 0x77)]))),
    },
    { title: 'a wrong checksum', bytes: () => msg(1, Buffer.concat([section(ping), int(42)])) },
    {
      title: 'a query that is no command',
      bytes: () =>
        message(OP_QUERY, Buffer.concat([int(0), Buffer.from('db.things\0'), int(0), int(1), ping])),
    },
  ];

  test.each(cases)('$title', async ({ bytes }) => {
    const socket = await open();
    const closed = once(socket, 'close');
    socket.write(bytes());
    await closed;
    expect(await bystander.db('admin').command({ ping: 1 })).toEqual({ ok: 1 });
  });

  test('half a header, and leaves', async () => {
    const socket = await open();
    socket.end(header(100, OP_MSG).subarray(0, 7));
    await once(socket, 'close');
    expect(await bystander.db('admin').command({ ping: 1 })).toEqual({ ok: 1 });
  });
});

describe('understands', () => {
  let socket: Socket;
  beforeEach(async () => {
    socket = await open();
  });

  test('a message byte by byte, and two at once', async () => {
    const one = msg(0, section(BSON.serialize({ ping: 1, $db: 'admin' })));
    for (const byte of one) socket.write(Buffer.from([byte]));
    expect(await answer(socket)).toEqual({ ok: 1 });
    socket.write(Buffer.concat([one, one]));
    expect(await answer(socket)).toEqual({ ok: 1 });
    socket.destroy();
  });

  test('a right checksum', async () => {
    const body = section(BSON.serialize({ ping: 1, $db: 'admin' }));
    const bytes = msg(1, Buffer.concat([body, int(0)]));
    bytes.writeUInt32LE(crc32c(bytes.subarray(0, -4)), bytes.length - 4);
    socket.write(bytes);
    expect(await answer(socket)).toEqual({ ok: 1 });
    socket.destroy();
  });

  test('a silent write, which it does not answer', async () => {
    const insert = BSON.serialize({
      insert: 'quiet',
      $db: 'wire',
      documents: [{ _id: 1 }],
      writeConcern: { w: 0 },
    });
    socket.write(msg(2, section(insert)));
    socket.write(msg(0, section(BSON.serialize({ count: 'quiet', $db: 'wire' }))));
    expect(await answer(socket)).toEqual({ n: 1, ok: 1 });
    socket.destroy();
  });

  test('the handshake in the old and the new form', async () => {
    socket.write(
      message(
        OP_QUERY,
        Buffer.concat([
          int(0),
          Buffer.from('admin.$cmd\0'),
          int(0),
          int(-1),
          BSON.serialize({ ismaster: 1, helloOk: true }),
        ]),
      ),
    );
    const [reply] = await once(socket, 'data');
    expect(reply.readInt32LE(12)).toBe(1);
    expect(BSON.deserialize(reply.subarray(36))).toMatchObject({ ismaster: true, helloOk: true, ok: 1 });
    socket.write(msg(0, section(BSON.serialize({ hello: 1, $db: 'admin' }))));
    const hello = await answer(socket);
    expect(hello).toMatchObject({ isWritablePrimary: true, maxWireVersion: 21, ok: 1 });
    expect(Object.keys(hello)).not.toContain('setName');
    expect(Object.keys(hello)).not.toContain('logicalSessionTimeoutMinutes');
    socket.destroy();
  });

  test('undefined, which no driver of today writes', async () => {
    const bytes = Buffer.from(BSON.serialize({ _id: 1, u: null }));
    bytes[bytes.indexOf(Buffer.from('u\0')) - 1] = 0x06;
    const body = section(BSON.serialize({ insert: 'undefined', $db: 'wire' }));
    const sequence = Buffer.concat([
      int(4 + 'documents\0'.length + bytes.length),
      Buffer.from('documents\0'),
      bytes,
    ]);
    socket.write(msg(0, Buffer.concat([body, Buffer.from([1]), sequence])));
    expect(await answer(socket)).toEqual({ n: 1, ok: 1 });
    const collection = bystander.db('wire').collection('undefined');
    expect(await collection.countDocuments({ u: { $type: 'undefined' } })).toBe(1);
    await collection.updateOne({}, { $set: { x: 1 } });
    expect(await collection.countDocuments({ u: { $type: 'undefined' } })).toBe(1);
    expect(await collection.countDocuments({ u: { $type: 'null' } })).toBe(0);
    socket.destroy();
  });
});

test('1 000 connections at once are all served', async () => {
  const sockets = await Promise.all(Array.from({ length: 1_000 }, open));
  const ping = msg(0, section(BSON.serialize({ ping: 1, $db: 'admin' })));
  const answers = sockets.map(async (socket) => {
    socket.write(ping);
    return answer(socket);
  });
  expect((await Promise.all(answers)).every(({ ok }) => ok === 1)).toBe(true);
  for (const socket of sockets) socket.destroy();
});

async function open(): Promise<Socket> {
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

async function answer(socket: Socket): Promise<BSON.Document> {
  const [reply] = await once(socket, 'data');
  return BSON.deserialize(reply.subarray(21, reply.readInt32LE(0)));
}

function int(n: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(n);
  return bytes;
}

function header(length: number, opCode: number): Buffer {
  return Buffer.concat([int(length), int(1), int(0), int(opCode)]);
}

function message(opCode: number, body: Buffer): Buffer {
  return Buffer.concat([header(16 + body.length, opCode), body]);
}

function msg(flags: number, sections: Buffer): Buffer {
  return message(OP_MSG, Buffer.concat([int(flags), sections]));
}

function section(document: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([0]), document]);
}
