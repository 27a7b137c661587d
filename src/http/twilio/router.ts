import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import type { InboundMessage } from '../../domain/message.ts';
import type { RateLimiter } from '../../usecases/rate-limiter.ts';
import type { Received } from '../../usecases/receive.ts';
import type { StatusReport } from '../../usecases/record-status.ts';
import { limit } from '../limit.ts';
import { parseInboundForm } from './inbound-form.ts';
import { parseStatusForm } from './status-form.ts';

export type TwilioDoor = {
  isSigned(
    signature: string | undefined,
    originalUrl: string,
    form: Record<string, string | string[]>,
  ): boolean;
  receive(message: InboundMessage): Promise<Received>;
  recordStatus(report: StatusReport): Promise<unknown>;
  /** How often an address may try with a signature that does not fit. */
  forged: RateLimiter;
  clock: () => Date;
};

/** A WhatsApp message is far smaller; anything larger is not Twilio's. */
const BODY_LIMIT = 64 * 1024;
const UNSIGNED = 'The signature does not fit.';
const NO_REPLY = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

/** Twilio's two webhooks. Refusals in this order: 413 and 415, 403, 400. */
export function createTwilioRouter(door: TwilioDoor): Router {
  const router = express.Router();
  const refuseForged = limit(door.forged);
  const signed: RequestHandler = (request, response, next) => {
    const form = request.body as Record<string, string | string[]>;
    if (door.isSigned(request.get('X-Twilio-Signature'), request.originalUrl, form)) next();
    else refuseForged(request, response, () => response.status(403).type('text').send(UNSIGNED));
  };

  router.post('/inbound', requireForm, readForm, signed, async (request, response) => {
    const parsed = parseInboundForm(request.body, door.clock());
    if (parsed.kind === 'invalid') return refuse(response, parsed.missing);
    if (parsed.kind === 'message') {
      const received = await door.receive(parsed.message);
      if (received.kind === 'unavailable') {
        response.status(503).set('Retry-After', '5').end();
        return;
      }
    }
    response.type('text/xml').send(NO_REPLY);
  });

  router.post('/status', requireForm, readForm, signed, async (request, response) => {
    const parsed = parseStatusForm(request.body);
    if (parsed.kind === 'invalid') return refuse(response, parsed.missing);
    const messageId = messageOf(request);
    const { sid, status, errorCode: code } = parsed;
    if (messageId) await door.recordStatus({ messageId, sid, status, code });
    response.status(204).end();
  });
  return router;
}

const requireForm: RequestHandler = (request, response, next) => {
  if (request.is('application/x-www-form-urlencoded')) next();
  else response.status(415).type('text').send('Send a form (application/x-www-form-urlencoded).');
};

// Nested keys would not be signed as they came.
const readForm = express.urlencoded({ extended: false, limit: BODY_LIMIT });

function messageOf(request: Request): string | null {
  const named = request.query.m;
  return typeof named === 'string' && named.length <= 200 ? named : null;
}

function refuse(response: Response, missing: string[]): void {
  response
    .status(400)
    .type('text')
    .send(`Missing or unreadable: ${missing.join(', ')}`);
}
