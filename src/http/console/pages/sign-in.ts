import { randomBytes } from 'node:crypto';
import { html } from '../../../adapters/html/html.ts';
import { signIn } from '../../../usecases/console/accounts.ts';
import { addressOf } from '../address.ts';
import { cookie, cookieOf, DOOR_COOKIE, LANGUAGE_COOKIE, SESSION_COOKIE } from '../cookies.ts';
import { input } from '../parts.ts';
import type { Answer, Guest, Route } from '../route.ts';

const DOOR = '/console/sign-in';
const YEAR_S = 365 * 24 * 60 * 60;

export const signInRoutes: Route[] = [
  { method: 'get', path: '/sign-in', may: 'anyone', handle: async (guest) => doorPage(guest) },
  { method: 'post', path: '/sign-in', may: 'anyone', handle: enter },
  {
    method: 'post',
    path: '/sign-out',
    may: 'coordinator',
    async handle({ desk, sessionId, note, account }) {
      await desk.sessions.close(sessionId);
      await note('sign-out', account.id);
      return { kind: 'redirect', to: DOOR, cookies: [cookie(SESSION_COOKIE, '', { ...desk, maxAge: 0 })] };
    },
  },
  {
    method: 'get',
    path: '/language',
    may: 'anyone',
    async handle({ desk, query }) {
      const to = query.to === 'en' ? 'en' : 'es';
      const back = /^\/console(?:\/[\w./-]*)?$/.test(query.back ?? '') ? (query.back ?? '') : '/console';
      const chosen = cookie(LANGUAGE_COOKIE, to, { ...desk, maxAge: YEAR_S });
      return { kind: 'redirect', to: back, cookies: [chosen] };
    },
  },
];

/** The form carries what the cookie was signed to: another site cannot sign somebody in unasked. */
function doorPage(guest: Guest, problem?: string): Answer {
  const { t, desk, form: given, request } = guest;
  const known = cookieOf(request.headers.cookie, DOOR_COOKIE);
  const door = known ?? randomBytes(16).toString('base64url');
  if (!known) request.res?.append('Set-Cookie', cookie(DOOR_COOKIE, door, desk));
  const body = html`
    <form method="post" action=${DOOR} class="card">
      ${problem && html`<p class="flash bad" role="alert" id="problem">${t(`sign-in.${problem}`)}</p>`}
      <input type="hidden" name="door" value=${desk.sign(door)} />
      ${input({ name: 'name', label: t('sign-in.name'), value: given.name, autocomplete: 'username', required: true, autofocus: true, autocapitalize: 'none', spellcheck: 'false', 'aria-describedby': problem && 'problem' })}
      ${input({ name: 'password', label: t('sign-in.password'), type: 'password', autocomplete: 'current-password', required: true })}
      <button>${t('sign-in.enter')}</button>
      <p class="hint">${t('sign-in.hint')}</p>
    </form>
  `;
  const status = problem === undefined ? 200 : problem === 'too-many' ? 429 : 403;
  return { kind: 'page', title: t('sign-in.title'), body, status };
}

async function enter(guest: Guest): Promise<Answer> {
  const { desk, form: given, request } = guest;
  const door = cookieOf(request.headers.cookie, DOOR_COOKIE);
  if (!door || given.door !== desk.sign(door)) return doorPage(guest, 'stale');
  const { name = '', password = '' } = given;
  const former = cookieOf(request.headers.cookie, SESSION_COOKIE);
  const outcome = await signIn(desk, { name, password, former, address: addressOf(request) });
  if (outcome.kind !== 'signed-in') return doorPage(guest, outcome.kind);
  const { account, sessionId } = outcome;
  await desk.audit.record({ who: account.id, what: 'sign-in', record: account.id, at: desk.clock() });
  const cookies = [cookie(SESSION_COOKIE, sessionId, desk), cookie(DOOR_COOKIE, '', { ...desk, maxAge: 0 })];
  return { kind: 'redirect', to: '/console', cookies };
}
