import express, { type ErrorRequestHandler, type Express, type Request, type Router } from 'express';
import helmet from 'helmet';
import type { Log } from '../usecases/ports.ts';

/** The house's doors, each a router mounted at its path. */
export function createHttpApp(
  doors: { path: string; router: Router }[],
  house: { log: Log; trustedProxies: number; isOutage(error: unknown): boolean },
): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', house.trustedProxies);
  // Strict-Transport-Security is the proxy's to send: it alone knows that the address is https.
  app.use(helmet({ contentSecurityPolicy: { useDefaults: false, directives: POLICY }, hsts: false }));
  app.use((_request, response, next) => {
    response.set('Permissions-Policy', PERMISSIONS);
    next();
  });
  app.use((request, response, next) => {
    const id = idOf(request);
    response.set('X-Request-Id', id);
    house.log.within(id, next);
  });
  for (const { path, router } of doors) app.use(path, router);
  app.use((_request, response) => {
    response.status(404).type('text').send('There is nothing here.');
  });
  app.use(errorsFor(house));
  return app;
}

/** Twilio's own for a webhook, the same on every try of it; else one of ours. A stranger's is not taken over. */
function idOf(request: Request): string {
  const token = request.get('I-Twilio-Idempotency-Token') ?? '';
  return TOKEN.test(token) ? token : crypto.randomUUID();
}

const TOKEN = /^[\w-]{8,64}$/;

/** No page of ours needs any of them. */
const PERMISSIONS = 'camera=(), microphone=(), geolocation=(), payment=(), usb=()';

const POLICY = {
  defaultSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
  formAction: ["'self'"],
};

type BodyError = Error & { status?: number; type?: string };

/** What express and its parsers throw becomes an answer; the inside of a fault stays inside. */
function errorsFor({ log, isOutage }: { log: Log; isOutage(error: unknown): boolean }): ErrorRequestHandler {
  return (error: BodyError, request, response, next) => {
    if (response.headersSent) return next(error);
    const { path } = request;
    if (isOutage(error)) {
      log.warn('request put off', { path, error });
      response.status(503).set('Retry-After', '5').type('text').send('Please try again in a moment.');
      return;
    }
    const status = error.status && error.status >= 400 && error.status < 500 ? error.status : 500;
    if (status === 500) log.error('request failed', { path, error });
    response
      .status(status)
      .type('text')
      .send(status === 500 ? 'Something went wrong here.' : 'This request cannot be read.');
  };
}
