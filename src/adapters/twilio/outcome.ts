import { retryFor, type SendOutcome } from '../../domain/delivery.ts';
import { NoAnswerError } from './no-answer-error.ts';

/** What a failed request to send means for the message. The reason is a word: Twilio's own text may hold a number. */
export function outcomeOf(error: unknown): SendOutcome {
  if (error instanceof NoAnswerError) {
    if (error.sent) return { kind: 'unknown', reason: error.reason };
    return { kind: 'refused', code: null, retry: 'soon', reason: error.reason };
  }
  // A success whose body cannot be read: the message is out, its SID is not known.
  if (error instanceof SyntaxError) return { kind: 'unknown', reason: 'unreadable-answer' };

  const status = numberIn(error, 'status');
  if (status === null) return { kind: 'refused', code: null, retry: 'never', reason: 'fault' };
  if (GATEWAY.has(status)) return { kind: 'unknown', reason: `http-${status}` };
  const code = numberIn(error, 'code');
  return {
    kind: 'refused',
    code,
    retry: retryFor(status, code),
    reason: code === null ? `http-${status}` : `twilio-${code}`,
  };
}

// Bad gateway, gateway timeout: they speak for a server behind them that may have acted.
const GATEWAY = new Set([502, 504]);

// Both of twilio-node's exceptions carry these fields; only one of the two classes is exported.
function numberIn(error: unknown, field: 'status' | 'code'): number | null {
  if (!(error instanceof Error)) return null;
  const value: unknown = Reflect.get(error, field);
  return typeof value === 'number' && value > 0 ? value : null;
}
