import { type Html, html } from '../../../adapters/html/html.ts';
import { parseIdentity } from '../../../domain/identity.ts';
import { INBOX_FILTERS, type InboxFilter, type InboxLine } from '../../../usecases/console/inbox.ts';
import { preview } from '../bubbles.ts';
import { input, instant, namesOf, PAGE_ROWS, pager, tabs } from '../parts.ts';
import { type Answer, type Route, redirect, type Visit } from '../route.ts';

export const chatsRoutes: Route[] = [
  { method: 'get', path: '/chats', may: 'coordinator', handle: inbox },
  {
    method: 'get',
    path: '/chats/list',
    may: 'coordinator',
    passive: true,
    handle: async (visit) => ({ kind: 'fragment', body: (await list(visit)).body }),
  },
];

async function inbox(visit: Visit): Promise<Answer> {
  const { t, query } = visit;
  if (query.find?.trim()) return await search(visit, query.find.trim());
  const show = shownIn(visit);
  const { body, next } = await list(visit);
  const live = `/console/chats/list?show=${show}`;
  // Only the first page is live: what one reads further back stays where it is.
  const watch = query.after
    ? {}
    : { 'hx-get': live, 'hx-trigger': 'changed from:body throttle:1s', 'aria-live': 'polite' };
  const links = INBOX_FILTERS.map((one) => ({
    href: `/console/chats?show=${one}`,
    text: t(`inbox.${one}`),
    here: one === show,
  }));
  const page = html`
    <form method="get" action="/console/chats" role="search" class="filters">
      ${input({ name: 'find', label: t('inbox.find'), placeholder: '+57300…', inputmode: 'search', autocomplete: 'off' })}
      <button class="quiet">${t('inbox.search')}</button>
    </form>
    ${tabs(t('inbox.filters'), links)}
    <div id="inbox" ...${watch}>${body}</div>
    ${pager(visit, next)}
  `;
  return { kind: 'page', title: t('inbox.title'), body: page, live: '/console/live' };
}

function shownIn({ query }: Visit): InboxFilter {
  return INBOX_FILTERS.find((one) => one === query.show) ?? 'all';
}

async function list(visit: Visit): Promise<{ body: Html; next: string | null }> {
  const { t, desk, scope, query } = visit;
  const { lines, next } = await desk.inbox.list({
    filter: shownIn(visit),
    scope,
    limit: PAGE_ROWS,
    after: query.after,
  });
  if (lines.length === 0) return { body: html`<p class="empty">${t('inbox.empty')}</p>`, next };
  const names = await namesOf(desk);
  return {
    body: html`<ul class="inbox">${lines.map((line) => html`<li>${entry(visit, line, names)}</li>`)}</ul>`,
    next,
  };
}

function entry(visit: Visit, line: InboxLine, names: Map<string, string>): Html {
  const { t } = visit;
  const { contactId, address, at, last, tickets, takenBy, waiting, optedOut } = line;
  return html`
    <a class="entry" href=${`/console/chats/${contactId}`}>
      <span class="address">${address ?? t('chat.no-address')}</span>
      <span class="at">${instant(visit, at)}</span>
      <span class="last">${last && preview(visit, last)}</span>
      <span class="marks">
        ${tickets.map(({ reason }) => html`<span class="mark urgent">${t(`reasons.${reason}`)}</span>`)}
        ${takenBy && html`<span class="mark">${t('inbox.with', { name: names.get(takenBy) ?? '' })}</span>`}
        ${waiting && html`<span class="mark urgent">${t('inbox.waits')}</span>`}
        ${optedOut && html`<span class="mark">${t('inbox.opted-out-mark')}</span>`}
      </span>
    </a>
  `;
}

/** By the exact number, the business-scoped id, or the contact's id: texts cannot be searched, by design. */
async function search(visit: Visit, wanted: string): Promise<Answer> {
  const { desk, scope } = visit;
  const compact = wanted.replace(/[\s()-]/g, '');
  const identity = parseIdentity(/^\d{10}$/.test(compact) ? `+57${compact}` : compact);
  const id = identity ? await desk.findContact(identity) : wanted;
  const line = id ? await desk.inbox.line(id, scope) : null;
  return line ? redirect(`/console/chats/${line.contactId}`) : redirect('/console/chats', 'not-found');
}
