import { html } from '../../../adapters/html/html.ts';
import { PASSWORD_LENGTH } from '../../../usecases/console/accounts.ts';
import { cookie, SESSION_COOKIE } from '../cookies.ts';
import { form, input } from '../parts.ts';
import { type Answer, type Route, redirect, type Visit } from '../route.ts';

export const accountRoutes: Route[] = [
  { method: 'get', path: '/account', may: 'coordinator', handle: accountPage },
  { method: 'post', path: '/account/password', may: 'coordinator', handle: changePassword },
];

async function accountPage(visit: Visit): Promise<Answer> {
  const { t, account } = visit;
  const { least, most } = PASSWORD_LENGTH;
  const length = {
    type: 'password',
    required: true,
    minlength: least,
    maxlength: most,
    autocomplete: 'new-password',
  };
  const body = html`
    <p>${t(`account.${account.role}`)}</p>
    <section class="card narrow">
      <h2>${t('account.password')}</h2>
      <p class="hint">${t('account.hint', { least })}</p>
      ${form(
        visit,
        '/console/account/password',
        html`
          ${input({ name: 'old', label: t('account.old'), type: 'password', autocomplete: 'current-password', required: true })}
          ${input({ name: 'new', label: t('account.new'), ...length })}
          <button>${t('account.change')}</button>
        `,
      )}
    </section>
  `;
  return { kind: 'page', title: account.name, body };
}

async function changePassword(visit: Visit): Promise<Answer> {
  const { desk, account, form: given, note } = visit;
  const wish = given.new ?? '';
  if (wish.length < PASSWORD_LENGTH.least || wish.length > PASSWORD_LENGTH.most)
    return redirect('/console/account', 'password-short');
  if (!(await desk.limits.admit(account.name, 'signed-in')))
    return redirect('/console/account', 'password-wrong');
  if (!(await desk.accounts.verify(account.name, given.old ?? '')))
    return redirect('/console/account', 'password-wrong');
  await desk.limits.forgive(account.name, 'signed-in');
  await desk.accounts.setPassword(account.id, wish);
  await note('password', account.id);
  const fresh = await desk.accounts.get(account.id);
  const sessionId = fresh && (await desk.sessions.open(fresh, desk.clock()));
  const cookies = [cookie(SESSION_COOKIE, sessionId ?? '', desk)];
  return { kind: 'redirect', to: '/console/account?said=password', cookies };
}
