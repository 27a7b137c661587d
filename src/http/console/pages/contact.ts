import { html } from '../../../adapters/html/html.ts';
import { form, instant, namesOf, table } from '../parts.ts';
import { type Answer, type Route, redirect, type Visit } from '../route.ts';
import { columnsOf } from './screenings.ts';

export const contactRoutes: Route[] = [
  { method: 'get', path: '/contacts/:id', may: 'coordinator', handle: page },
  { method: 'get', path: '/contacts/:id/export.json', may: 'coordinator', handle: everything },
  { method: 'post', path: '/contacts/:id/erase', may: 'coordinator', handle: erase },
];

async function gather(visit: Visit) {
  const { desk, params, scope } = visit;
  const id = params.id ?? '';
  const line = await desk.inbox.line(id, scope);
  const contact = line && (await desk.contact(id));
  if (!line || !contact) return null;
  const [consents, screenings, handoffs, notes, sections] = await Promise.all([
    desk.consents(id),
    desk.screenings.ofContact(id),
    desk.handoffs(id),
    desk.notes.of(id),
    Promise.all(desk.sections.map(async ({ name, read }) => ({ name, rows: await read(id) }))),
  ]);
  return { line, contact, consents, screenings, handoffs, notes, sections };
}

async function page(visit: Visit): Promise<Answer> {
  const { t, desk } = visit;
  const found = await gather(visit);
  if (!found) return { kind: 'missing' };
  const { contact, line, consents, screenings, handoffs, notes, sections } = found;
  const names = await namesOf(desk);
  const request = handoffs.find(({ reason, closedAt }) => reason === 'data-request' && !closedAt);
  const body = html`
    ${request && html`<p class="flash bad" role="status">${t('contact.erasure')}</p>`}
    <dl class="facts">
      <dt>${t('contact.id')}</dt><dd><code>${contact.id}</code></dd>
      <dt>${t('contact.language')}</dt><dd>${contact.locale}</dd>
      <dt>${t('contact.consent')}</dt><dd>${t(contact.consented ? 'contact.consent-yes' : 'contact.consent-no')}</dd>
      <dt>${t('contact.opted-out')}</dt><dd>${t(`contact.opt.${contact.optedOut}`)}</dd>
      <dt>${t('screenings.territory')}</dt><dd>${line.territory ?? '—'}</dd>
    </dl>
    <div class="buttons">
      <a class="button" href=${`/console/chats/${contact.id}`}>${t('contact.messages')}</a>
      <a class="button quiet" href=${`/console/contacts/${contact.id}/export.json`} download>${t('contact.export')}</a>
    </div>
    <h2>${t('screenings.title')}</h2>
    ${table(screenings, columnsOf(visit), { caption: t('screenings.title'), empty: t('screenings.empty') })}
    ${sections.filter(({ rows }) => rows.length > 0).map((section) => sectionOf(visit, section))}
    <h2>${t('contact.consents')}</h2>
    ${table(
      consents,
      [
        { title: t('audit.at'), cell: ({ at }) => instant(visit, at) },
        { title: t('contact.purpose'), cell: ({ purpose }) => purpose },
        {
          title: t('contact.given'),
          cell: ({ given }) => t(given ? 'contact.given-yes' : 'contact.given-no'),
        },
        { title: t('contact.text'), cell: ({ textVersion }) => html`<code>${textVersion}</code>` },
      ],
      { caption: t('contact.consents'), empty: t('contact.no-consents') },
    )}
    <h2>${t('contact.handoffs')}</h2>
    ${table(
      handoffs,
      [
        { title: t('contact.opened'), cell: ({ openedAt }) => instant(visit, openedAt) },
        { title: t('home.why'), cell: ({ reason }) => t(`reasons.${reason}`) },
        {
          title: t('contact.closed'),
          cell: ({ closedAt }) => (closedAt ? instant(visit, closedAt) : t('contact.open')),
        },
      ],
      { caption: t('contact.handoffs'), empty: t('contact.no-handoffs') },
    )}
    <h2>${t('chat.notes')}</h2>
    ${table(
      notes,
      [
        { title: t('audit.at'), cell: ({ at }) => instant(visit, at) },
        { title: t('audit.who'), cell: ({ by }) => names.get(by) ?? by },
        { title: t('chat.note'), cell: ({ text }) => text },
      ],
      { caption: t('chat.notes'), empty: t('contact.no-notes') },
    )}
    ${erasing(visit, contact.id)}
  `;
  return { kind: 'page', title: line.address ?? t('chat.no-address'), body };
}

type Section = { name: string; rows: Record<string, unknown>[] };

function sectionOf(visit: Visit, { name, rows }: Section) {
  const { t, desk, locale } = visit;
  const title = t(`sections.${name}`);
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const titleOf = (field: string) =>
    desk.texts.has(locale, `console:fields.${field}`) ? t(`fields.${field}`) : field;
  const columns = fields.map((field) => ({
    title: titleOf(field),
    cell: (row: Record<string, unknown>) => cellOf(visit, row[field]),
  }));
  return html`<h2>${title}</h2>${table(rows, columns, { caption: title, empty: '' })}`;
}

function cellOf(visit: Visit, value: unknown) {
  if (value === null || value === undefined) return '—';
  if (value instanceof Date) return instant(visit, value);
  if (typeof value === 'object') return html`<code>${JSON.stringify(value)}</code>`;
  return String(value);
}

function erasing(visit: Visit, id: string) {
  const { t } = visit;
  return html`
    <details>
      <summary>${t('contact.erase')}</summary>
      ${form(
        visit,
        `/console/contacts/${id}/erase`,
        html`
          <p class="hint">${t('contact.erase-hint')}</p>
          <label class="check"><input type="checkbox" name="sure" value="yes" required /> <span>${t('contact.erase-sure')}</span></label>
          <button class="quiet danger">${t('contact.erase')}</button>
        `,
      )}
    </details>
  `;
}

async function erase(visit: Visit): Promise<Answer> {
  const { desk, form: given, note } = visit;
  const found = await gather(visit);
  if (!found || given.sure !== 'yes') return { kind: 'missing' };
  const { id } = found.contact;
  await note('contact-erase', id);
  await desk.erase({ contactId: id, key: `console-${id}-${desk.clock().getTime()}` });
  return redirect(`/console/contacts/${id}`, 'erased');
}

/** Everything kept about one person, as they may ask for it (Ley 1581 of 2012, art. 8 a). */
async function everything(visit: Visit): Promise<Answer> {
  const { desk, note } = visit;
  const found = await gather(visit);
  if (!found) return { kind: 'missing' };
  const { contact, consents, screenings, handoffs, notes, sections } = found;
  const messages = await allMessages(visit, contact.id);
  await note('contact-export', contact.id);
  const body = JSON.stringify(
    {
      at: desk.clock(),
      contact,
      consents,
      screenings,
      handoffs,
      notes,
      ...Object.fromEntries(sections.map(({ name, rows }) => [name, rows])),
      messages,
    },
    null,
    2,
  );
  return { kind: 'file', name: `${contact.id}.json`, type: 'application/json', body };
}

const BATCH = 500;

async function allMessages({ desk }: Visit, contactId: string) {
  const all = [];
  let before: string | undefined;
  for (;;) {
    const page = await desk.history({ contactId, limit: BATCH, before });
    all.unshift(...page);
    if (page.length < BATCH) return all;
    before = page[0]?.id;
  }
}
