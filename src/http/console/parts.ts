import { type Html, html } from '../../adapters/html/html.ts';
import type { Account, Role } from '../../usecases/console/accounts.ts';
import type { Desk } from './desk.ts';
import type { Guest, Visit } from './route.ts';

/** Rows of one page of a table. */
export const PAGE_ROWS = 25;

export type Column<T> = { title: string; cell(row: T): Html; numeric?: boolean };

/** A table that becomes cards on a phone; `caption` names it to who cannot see it. */
export function table<T>(rows: T[], columns: Column<T>[], words: { caption: string; empty: string }): Html {
  if (rows.length === 0) return html`<p class="empty">${words.empty}</p>`;
  return html`
    <div class="table" role="region" aria-label=${words.caption} tabindex="0">
      <table>
        <caption class="unseen">${words.caption}</caption>
        <thead>
          <tr>${columns.map(({ title, numeric }) => html`<th scope="col" class=${numeric && 'number'}>${title}</th>`)}</tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>${columns.map(
                ({ cell, title, numeric }) =>
                  html`<td data-title=${title} class=${numeric && 'number'}>${cell(row)}</td>`,
              )}</tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}

/** Keyset pages know what comes next, not how many there are. */
export function pager({ t, request, query }: Guest, next: string | null): Html {
  const at = (after: string | null) => {
    const params = new URLSearchParams(
      Object.entries(query).filter(([name]) => !['after', 'said'].includes(name)),
    );
    if (after) params.set('after', after);
    return `${request.baseUrl}${request.path}?${params}`;
  };
  if (!next && !query.after) return null;
  return html`
    <nav class="pager" aria-label=${t('pager.label')}>
      ${query.after && html`<a href=${at(null)}>${t('pager.first')}</a>`}
      ${next && html`<a href=${at(next)} rel="next">${t('pager.next')}</a>`}
    </nav>
  `;
}

/** A form that changes something: it carries the token of whoever is signed in. */
export function form(visit: Pick<Visit, 'csrf'>, action: string, body: Html, attributes = {}): Html {
  return html`
    <form method="post" action=${action} ...${attributes}>
      <input type="hidden" name="_csrf" value=${visit.csrf} />
      ${body}
    </form>
  `;
}

export type Option = { value: string; text: string };

export function select(field: { name: string; label: string; value: string; options: Option[] }): Html {
  const { name, label, value, options } = field;
  return html`
    <label class="field">
      <span>${label}</span>
      <select name=${name}>
        ${options.map((one) => html`<option value=${one.value} selected=${one.value === value}>${one.text}</option>`)}
      </select>
    </label>
  `;
}

export function input(field: Record<string, unknown> & { name: string; label: string }): Html {
  const { label, ...attributes } = field;
  return html`<label class="field"><span>${label}</span><input ...${attributes} /></label>`;
}

/** Links side by side of which one is where we are. */
export function tabs(label: string, links: { href: string; text: string; here: boolean }[]): Html {
  return html`
    <nav class="tabs" aria-label=${label}>
      ${links.map(({ href, text, here }) => html`<a href=${href} aria-current=${here ? 'true' : undefined}>${text}</a>`)}
    </nav>
  `;
}

export function instant(
  { desk, locale }: Pick<Guest, 'desk' | 'locale'>,
  at: Date,
  style: 'full' | 'time' = 'full',
): Html {
  const text = formatterOf(locale, desk.timeZone, style).format(at);
  return html`<time datetime=${at.toISOString()}>${text}</time>`;
}

const FORMATTERS = new Map<string, Intl.DateTimeFormat>();

/** Making one takes longer than a row of a table: they are made once. */
function formatterOf(locale: string, timeZone: string, style: 'full' | 'time'): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${style}`;
  const known = FORMATTERS.get(key);
  if (known) return known;
  const options: Intl.DateTimeFormatOptions =
    style === 'time' ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' };
  const made = new Intl.DateTimeFormat(locale === 'es' ? 'es-CO' : 'en-GB', { ...options, timeZone });
  FORMATTERS.set(key, made);
  return made;
}

/** Who stands behind an account's id. */
export async function namesOf({ accounts }: Pick<Desk, 'accounts'>): Promise<Map<string, string>> {
  return new Map((await accounts.list()).map(({ id, name }: Account) => [id, name]));
}

export function isRole(text: string): text is Role {
  return text === 'coordinator' || text === 'admin';
}
