import { encode } from '../bson/codec.ts';
import type { Document } from '../bson/document.ts';
import { MongoError } from '../errors.ts';
import type { Store } from '../storage/store.ts';
import type { Request } from '../wire/message.ts';
import type { Answer, CommandContext } from './context.ts';
import type { Cursors } from './cursors.ts';
import { checkFields } from './fields.ts';
import { COMMANDS } from './registry.ts';

export interface Server {
  store: Store;
  cursors: Cursors;
  dataDir: string;
  /** Told of faults of this server, which a client only sees as InternalError. */
  onFault: (error: unknown) => void;
}

/** Runs one request to its end; whatever goes wrong becomes MongoDB's error document. */
export function dispatch(server: Server, request: Request, connectionId: number): Buffer {
  try {
    const answer = run(server, request, connectionId);
    return Buffer.isBuffer(answer) ? answer : encode(answer);
  } catch (error) {
    if (!(error instanceof MongoError)) server.onFault(error);
    return encode(errorDocument(error));
  }
}

function run(server: Server, request: Request, connectionId: number): Answer {
  const { command, sequences } = request;
  const [name = ''] = Object.keys(command);
  const known = COMMANDS.get(name);
  if (!known) throw new MongoError('CommandNotFound', `no such command: '${name}'`);
  const db = command.$db;
  if (typeof db !== 'string')
    throw new MongoError('IDLFailedToParse', 'OP_MSG requests require a $db argument');
  checkFields(name, command, known.fields);
  const { store, cursors, dataDir } = server;
  const context: CommandContext = { store, cursors, db, command, sequences, connectionId, dataDir };
  const writes = typeof known.writes === 'function' ? known.writes(command) : known.writes;
  return writes ? store.transaction(() => known.run(context)) : known.run(context);
}

function errorDocument(error: unknown): Document {
  if (error instanceof MongoError) {
    return { ok: 0, errmsg: error.message, code: error.code, codeName: codeName(error), ...error.details };
  }
  return { ok: 0, errmsg: (error as Error).message, code: 1, codeName: 'InternalError' };
}

function codeName(error: MongoError): string {
  return error.codeName.startsWith('IDL') ? `Location${error.code}` : error.codeName;
}
