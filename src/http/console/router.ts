import { timingSafeEqual } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { render } from '../../adapters/html/html.ts';
import type { Values } from '../../flow/conversation.ts';
import { scopeOf } from '../../usecases/console/scope.ts';
import { cookieOf, LANGUAGE_COOKIE, SESSION_COOKIE } from './cookies.ts';
import type { Desk } from './desk.ts';
import { layout } from './layout.ts';
import { ROUTES } from './pages.ts';
import type { Answer, Guest, Route, Visit } from './route.ts';
import { type UploadedFile, uploadReader } from './upload.ts';

const BODY_LIMIT = 64 * 1024;
export const LOCALES = ['es', 'en'];

/** The console, to be mounted at `/console`: every route comes from the table and has a rule. */
export function createConsoleRouter(desk: Desk): Router {
  const router = express.Router();
  router.get('/assets/:name', (request, response, next) => {
    const file = desk.assets[request.params.name ?? ''];
    if (!file) return next();
    response.set('Cache-Control', 'no-cache').sendFile(file, { dotfiles: 'allow' });
  });
  const readForm = express.urlencoded({ extended: false, limit: BODY_LIMIT, parameterLimit: 100 });
  for (const route of ROUTES) {
    const handle = handlerOf(desk, route);
    if (route.method === 'get') router.get(route.path, handle);
    else if (route.upload) router.post(route.path, onlySignedIn(desk), ...uploadReader(), handle);
    else router.post(route.path, readForm, handle);
  }
  router.use(handlerOf(desk, NOWHERE));
  return router;
}

const NOWHERE: Route = {
  method: 'get',
  path: '*',
  may: 'coordinator',
  handle: async () => ({ kind: 'missing' }),
};

function handlerOf(desk: Desk, route: Route): RequestHandler {
  return async (request, response) => {
    response.set('Cache-Control', 'no-store');
    const guest = guestOf(desk, request);
    if (route.may === 'anyone') {
      await send(response, { guest, visit: null }, await route.handle(guest));
      return;
    }
    const visit = await visitOf(guest, route.passive === true);
    if (!visit) return askToSignIn(request, response);
    if (route.may === 'admin' && visit.account.role !== 'admin')
      return await send(response, { guest, visit }, refusal(visit, 'not-allowed'));
    if (route.method === 'post' && !isTheirs(request, visit))
      return await send(response, { guest, visit }, refusal(visit, 'stale-form'));
    const { file } = response.locals as { file?: UploadedFile };
    await send(response, { guest, visit }, await route.handle(file ? { ...visit, file } : visit));
  };
}

/** Nobody else's file is read. */
function onlySignedIn(desk: Desk): RequestHandler {
  return async (request, response, next) => {
    if (await visitOf(guestOf(desk, request), true)) next();
    else askToSignIn(request, response);
  };
}

function guestOf(desk: Desk, request: Request): Guest {
  const wish = cookieOf(request.headers.cookie, LANGUAGE_COOKIE);
  const locale = LOCALES.find((one) => one === wish) ?? 'es';
  const t = (key: string, params?: Values) =>
    desk.texts.get(locale, key.includes(':') ? key : `console:${key}`, params);
  const { params, query, body } = request;
  return { desk, request, params: strings(params), query: strings(query), form: strings(body), locale, t };
}

function strings(given: unknown): Record<string, string> {
  const entries = Object.entries((given ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** Null where nobody is signed in: no session, an old one, or one of before the password changed. */
async function visitOf(guest: Guest, passive: boolean): Promise<Visit | null> {
  const { desk, request } = guest;
  const sessionId = cookieOf(request.headers.cookie, SESSION_COOKIE);
  const session = sessionId && (await desk.sessions.read(sessionId, desk.clock(), { passive }));
  const account = session && (await desk.accounts.get(session.accountId));
  if (!account || account.disabled || account.epoch !== session.epoch) return null;
  const note = (what: string, record: string) =>
    desk.audit.record({ who: account.id, what, record, at: desk.clock() });
  const scope = scopeOf(account, account.role === 'admin' ? [] : await desk.chambers());
  return { ...guest, account, scope, csrf: session.csrf, sessionId, note };
}

function askToSignIn(request: Request, response: Response): void {
  const door = '/console/sign-in';
  // A part of a page cannot be a sign-in page: the whole page goes there.
  if (request.get('HX-Request')) response.set('HX-Redirect', door).status(401).end();
  else if (request.method === 'GET' && request.accepts('html')) response.redirect(303, door);
  else response.status(401).type('text').send('Sign in first.');
}

function isTheirs(request: Request, { csrf, form }: Visit): boolean {
  const given = Buffer.from(form._csrf ?? request.get('X-CSRF-Token') ?? '');
  const wanted = Buffer.from(csrf);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function refusal({ t }: Visit, key: 'not-allowed' | 'stale-form'): Answer {
  return { kind: 'page', title: t(`${key}.title`), body: t(`${key}.text`), status: 403 };
}

type Reader = { guest: Guest; visit: Visit | null };

async function send(response: Response, { guest, visit }: Reader, answer: Answer): Promise<void> {
  if (answer.kind === 'redirect') {
    for (const one of answer.cookies ?? []) response.append('Set-Cookie', one);
    response.redirect(303, answer.to);
  } else if (answer.kind === 'missing') {
    const body = guest.t('missing.text');
    const page = layout({ guest, visit, title: guest.t('missing.title'), body });
    response.status(404).type('html').send(page);
  } else if (answer.kind === 'page') {
    const { title, body, live } = answer;
    response
      .status(answer.status ?? 200)
      .type('html')
      .send(layout({ guest, visit, title, body, live }));
  } else if (answer.kind === 'fragment') {
    response
      .status(answer.status ?? 200)
      .type('html')
      .send(render(answer.body));
  } else if (answer.kind === 'stream') answer.run(response);
  else await sendFile(response, answer);
}

async function sendFile(response: Response, file: Extract<Answer, { kind: 'file' }>): Promise<void> {
  const { name, type, body, inline } = file;
  response.type(type);
  if (!inline) response.attachment(name).type(type);
  if (typeof body === 'string' || Buffer.isBuffer(body)) response.send(body);
  else await pipeline(Readable.from(body), response);
}
