import { MAX_DOCUMENT_BYTES } from '../storage/collection.ts';
import { MAX_MESSAGE_BYTES } from '../wire/message.ts';
import { MAX_STATEMENTS } from './bulk.ts';
import type { Command, CommandContext } from './context.ts';

/** The version whose behaviour this server follows, and its wire version (MongoDB 7.0). */
const VERSION = '7.0.0';
const MAX_WIRE_VERSION = 21;

/**
 * No setName and no logicalSessionTimeoutMinutes: a driver then sends neither sessions nor retryable writes.
 * No topologyVersion: it polls instead of waiting for an answer that never comes.
 */
export const hello: Command = {
  fields: [
    'helloOk',
    'client',
    'compression',
    'saslSupportedMechs',
    'speculativeAuthenticate',
    'loadBalanced',
    'topologyVersion',
    'maxAwaitTimeMS',
    'forShell',
    'backpressure',
  ],
  run: (context) => ({ isWritablePrimary: true, ...greeting(context) }),
};

export const legacyHello: Command = {
  fields: hello.fields,
  run: (context) => ({ ismaster: true, isWritablePrimary: true, ...greeting(context) }),
};

export const ping: Command = { fields: [], run: () => ({ ok: 1 }) };

/** `dataDirectory` is ours: a starting process asks it to recognise a server of its own directory. */
export const buildInfo: Command = {
  fields: [],
  run: ({ dataDir }) => ({
    version: VERSION,
    versionArray: VERSION.split('.').map(Number).concat(0),
    gitVersion: 'embedded',
    modules: [],
    bits: 64,
    debug: false,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    storageEngines: ['sqlite'],
    dataDirectory: dataDir,
    ok: 1,
  }),
};

export const connectionStatus: Command = {
  fields: ['showPrivileges'],
  run: () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] }, ok: 1 }),
};

/** Nothing to end: the handshake offers no sessions. Some clients send it all the same. */
export const endSessions: Command = { fields: [], run: () => ({ ok: 1 }) };

function greeting({ connectionId }: CommandContext) {
  return {
    helloOk: true,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    maxMessageSizeBytes: MAX_MESSAGE_BYTES,
    maxWriteBatchSize: MAX_STATEMENTS,
    localTime: new Date(),
    connectionId,
    minWireVersion: 0,
    maxWireVersion: MAX_WIRE_VERSION,
    readOnly: false,
    ok: 1,
  };
}
