import { AsyncLocalStorage } from 'node:async_hooks';
import { type DestinationStream, pino } from 'pino';
import type { Log, LogFields } from '../../usecases/ports.ts';

/** JSON lines; fields are ids, codes and counts, and an error keeps its name, code and place but no words of people. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const requests = new AsyncLocalStorage<string>();
  const mixin = () => {
    const request = requests.getStore();
    return request === undefined ? {} : { request };
  };
  const logger = pino(
    { level, base: null, serializers: { error: describe }, mixin },
    destination ?? pino.destination(2),
  );
  const at =
    (write: 'info' | 'warn' | 'error') =>
    (event: string, fields: LogFields = {}) => {
      logger[write](fields, event);
    };
  return {
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    within: (request, work) => requests.run(request, work),
  };
}

const LONG_DIGITS = /\+?\d[\d\s-]{6,}\d/g;

function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? error.code : undefined;
  // A driver may quote what it was given: numbers are blotted out and long messages cut.
  const message = error.message.replace(LONG_DIGITS, '…').slice(0, 200);
  return { name: error.name, code, message, stack: error.stack?.split('\n').slice(1, 6).join('\n') };
}
