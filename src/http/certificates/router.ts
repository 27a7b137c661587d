import express, { type Request, type Response, type Router } from 'express';
import type { Verified } from '../../domain/certificate.ts';
import { readCode, shownCode } from '../../domain/certificate-code.ts';
import type { Texts } from '../../flow/world.ts';
import { keySetOf } from '../../usecases/certificates/check-offline.ts';
import { type PaperWorld, type Printer, paperOf } from '../../usecases/certificates/paper.ts';
import type { Certifying } from '../../usecases/certificates/ports.ts';
import { verifyCode } from '../../usecases/certificates/verify.ts';
import type { RateLimiter } from '../../usecases/rate-limiter.ts';
import { addressOf, limit } from '../limit.ts';
import { type Access, askPage, certificatePage } from './page.ts';
import { STYLE } from './style.ts';

export type CertificateDoor = {
  certifying: Certifying;
  texts: Texts;
  paperWorld: PaperWorld;
  printer: Printer;
  limiter: RateLimiter;
  /** For codes that nobody was given: who guesses has few tries. */
  misses: RateLimiter;
  demo: boolean;
  clock: () => Date;
};

const LOCALES = ['es', 'en'];
const ANSWERS: Record<Verified['kind'], number> = {
  valid: 200,
  replaced: 200,
  revoked: 200,
  anonymised: 200,
  unknown: 404,
  slip: 404,
};

/** Verification for anybody, and the certificate itself for whoever holds a link of its owner's. */
export function createCertificateRouter(door: CertificateDoor): Router {
  const { certifying, texts, demo } = door;
  const router = express.Router();
  const limited = limit(door.limiter, (request) =>
    accessOf(door, request) === 'open' ? `code ${codeOf(request)}` : addressOf(request),
  );

  router.get('/.well-known/certificates.json', async (_request, response) => {
    // A key that has signed nothing yet is published too: whoever looks before the first certificate finds it.
    await certifying.seal.publish();
    response.set('Cache-Control', 'public, max-age=3600').json(keySetOf(await certifying.keys.list()));
  });

  router.get('/certificates/style.css', (_request, response) => {
    response.set('Cache-Control', 'public, max-age=3600').type('css').send(STYLE);
  });

  router.get('/certificates', limited, (request, response) => {
    const { code } = request.query;
    if (typeof code === 'string' && code.trim()) {
      const read = readCode(code);
      const shown = read.kind === 'code' ? shownCode(read.code) : code.trim().slice(0, MOST_TYPED);
      response.redirect(303, `/certificates/${encodeURIComponent(shown)}`);
      return;
    }
    response.type('html').send(askPage({ texts, locale: localeOf(request), demo }));
  });

  router.get('/certificates/:code', limited, async (request, response) => {
    const verified = await verifyCode(certifying, codeParam(request));
    if (!(await maySee(door, request, response, verified))) return;
    privately(response).status(ANSWERS[verified.kind]).vary('Accept').vary('Accept-Language');
    if (request.accepts(['html', 'json']) === 'json') {
      response.json(asJson(verified));
      return;
    }
    const access = verified.kind === 'valid' ? accessOf(door, request) : 'none';
    const token = tokenOf(request);
    const until = access === 'open' ? certifying.links.endsAt(token) : null;
    const shown = { texts, locale: localeOf(request), demo, verified, access, token, until };
    response.type('html').send(certificatePage(shown));
  });

  for (const [path, send] of [
    ['/certificates/:code/pdf', sendPdf],
    ['/certificates/:code/picture', sendPicture],
  ] as const)
    router.get(path, limited, async (request, response) => {
      privately(response);
      const access = accessOf(door, request);
      if (access !== 'open') {
        const said = texts.get(
          localeOf(request),
          `certificate-page:page.${access === 'expired' ? 'expired' : 'wrong-link'}`,
        );
        response
          .status(access === 'expired' ? 410 : 403)
          .type('text')
          .send(said);
        return;
      }
      const pdf = await pdfOf(door, request);
      if (pdf) await send(door, request, response, pdf);
      else response.redirect(303, `/certificates/${encodeURIComponent(codeParam(request))}`);
    });

  return router;
}

/** More is no code, whatever it is. */
const MOST_TYPED = 40;

function codeParam({ params }: Request): string {
  return typeof params.code === 'string' ? params.code : '';
}

function codeOf(request: Request): string {
  const read = readCode(codeParam(request));
  return read.kind === 'code' ? read.code : '';
}

function tokenOf({ query }: Request): string {
  return typeof query.t === 'string' ? query.t : '';
}

function accessOf({ certifying, clock }: CertificateDoor, request: Request): Access {
  const token = tokenOf(request);
  return token ? certifying.links.read(codeOf(request), token, clock()) : 'none';
}

function localeOf(request: Request): string {
  const { lang } = request.query;
  const wanted = typeof lang === 'string' ? lang : request.acceptsLanguages(LOCALES);
  return LOCALES.find((one) => one === wanted) ?? 'es';
}

function privately(response: Response): Response {
  return response.set('Cache-Control', 'no-store').set('X-Robots-Tag', 'noindex');
}

/** False, and answered, where too many codes were tried that nobody has. */
async function maySee(
  { misses, texts }: CertificateDoor,
  request: Request,
  response: Response,
  { kind }: Verified,
): Promise<boolean> {
  if (kind !== 'unknown') return true;
  const taken = await misses.take(addressOf(request));
  if (taken.kind === 'free') return true;
  const said = texts.get(localeOf(request), 'certificate-page:page.too-many');
  response.status(429).set('Retry-After', String(taken.retryAfterSeconds)).type('text').send(said);
  return false;
}

function asJson(verified: Verified): Record<string, unknown> {
  const { kind: status, ...rest } = verified;
  if (!('minutes' in rest)) return { status, ...rest };
  const { minutes, ...others } = rest;
  return { status, ...others, hours: minutes / 60 };
}

/** Null where the certificate does not stand any more: then nobody gets it, link or not. */
async function pdfOf(door: CertificateDoor, request: Request): Promise<Buffer | null> {
  const { certifying, printer, paperWorld } = door;
  const verified = await verifyCode(certifying, codeParam(request));
  if (verified.kind !== 'valid') return null;
  const certificate = await certifying.certificates.byCode(verified.code);
  const paper = certificate && (await paperOf(paperWorld, certificate));
  return paper && (await printer.pdf(paper));
}

type Send = (door: CertificateDoor, request: Request, response: Response, pdf: Buffer) => Promise<void>;

const sendPdf: Send = async (_door, request, response, pdf) => {
  response
    .attachment(`certificado-fortaleser-${shownCode(codeOf(request))}.pdf`)
    .type('pdf')
    .send(pdf);
};

const sendPicture: Send = async ({ printer }, _request, response, pdf) => {
  response.type('png').send(await printer.picture(pdf));
};
