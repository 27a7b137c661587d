import express, { type ErrorRequestHandler, type Express, type Router } from 'express';
import helmet from 'helmet';
import type { Log } from '../usecases/ports.ts';

/** The house's doors, each a router mounted at its path. */
export function createHttpApp(doors: { path: string; router: Router }[], log: Log): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  // Strict-Transport-Security is the proxy's to send: it alone knows that the address is https.
  app.use(helmet({ contentSecurityPolicy: { useDefaults: false, directives: POLICY }, hsts: false }));
  for (const { path, router } of doors) app.use(path, router);
  app.use((_request, response) => {
    response.status(404).type('text').send('There is nothing here.');
  });
  app.use(errorsFor(log));
  return app;
}

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
function errorsFor(log: Log): ErrorRequestHandler {
  return (error: BodyError, request, response, next) => {
    if (response.headersSent) return next(error);
    const status = error.status && error.status >= 400 && error.status < 500 ? error.status : 500;
    if (status === 500) log.error('request failed', { path: request.path, error });
    response
      .status(status)
      .type('text')
      .send(status === 500 ? 'Something went wrong here.' : 'This request cannot be read.');
  };
}
