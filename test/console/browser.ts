import type { Page } from 'playwright-core';
import { hashPassword, isPassword } from '../../src/adapters/crypto/passwords.ts';
import { createAccounts } from '../../src/adapters/mongo/accounts.ts';
import type { Role } from '../../src/usecases/console/accounts.ts';
import type { TestWorld } from '../support/test-app.ts';

export const PASSWORD = 'cuatro palabras al azar';

export function accountsOf(world: TestWorld) {
  return createAccounts(world.app.house.records.models, { hash: hashPassword, matches: isPassword });
}

export async function addAccount(
  world: TestWorld,
  name: string,
  role: Role = 'admin',
  chamberId: string | null = null,
) {
  await accountsOf(world).add({ name, role, chamberId, password: PASSWORD }, new Date());
  const account = await accountsOf(world).byName(name);
  if (!account) throw new Error('no account was made');
  return account;
}

/** A browser without scripts: keeps cookies, posts forms with the token of the page it last read. */
export function visitor(world: TestWorld, headers: Record<string, string> = {}) {
  const jar = new Map<string, string>();
  let token = '';
  async function ask(path: string, init: RequestInit = {}) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(`${world.app.url}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { Accept: 'text/html', ...headers, ...(cookie && { cookie }), ...(init.headers as object) },
    });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const body = await answer.text();
    token = /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? token;
    return { status: answer.status, location: answer.headers.get('location'), headers: answer.headers, body };
  }
  const post = (path: string, form: Record<string, string> = {}, more: RequestInit = {}) =>
    ask(path, { method: 'POST', body: new URLSearchParams({ _csrf: token, ...form }), ...more });
  return {
    jar,
    get: (path: string) => ask(path),
    post,
    async signIn(name: string, password = PASSWORD) {
      const { body } = await ask('/console/sign-in');
      const door = /name="door" value="([^"]+)"/.exec(body)?.[1] ?? '';
      return await post('/console/sign-in', { name, password, door });
    },
  };
}

/** Signs in as a person does, in a real browser. */
export async function signInAt(page: Page, name: string): Promise<Page> {
  await page.getByLabel('Usuario').fill(name);
  await page.getByLabel('Contraseña').fill(PASSWORD);
  await page.getByRole('button', { name: 'Entrar' }).click();
  await page.getByRole('heading', { name: 'Hoy' }).waitFor();
  return page;
}
