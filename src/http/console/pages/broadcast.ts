import { type Html, html } from '../../../adapters/html/html.ts';
import { type Broadcast, ROW_STATES, sendable } from '../../../domain/broadcast.ts';
import type { Plan } from '../../../domain/broadcast-plan.ts';
import { approve, askToSend } from '../../../usecases/broadcasts/approve.ts';
import { cancel, pause, resume, retryFailed } from '../../../usecases/broadcasts/control.ts';
import { planOf } from '../../../usecases/broadcasts/plan.ts';
import { previewOf } from '../../../usecases/broadcasts/preview.ts';
import { refused } from '../accompaniment.ts';
import { broadcastOf } from '../broadcast-desk.ts';
import { form, input, namesOf, table } from '../parts.ts';
import { phonePart, planPart } from '../plan-parts.ts';
import { type Answer, type Route, redirect, type Visit } from '../route.ts';

export const broadcastRoutes: Route[] = [
  { method: 'get', path: '/broadcasts/:id', may: 'coordinator', handle: page },
  { method: 'get', path: '/broadcasts/:id/progress', may: 'coordinator', passive: true, handle: progress },
  { method: 'post', path: '/broadcasts/:id/send', may: 'coordinator', handle: send },
  { method: 'post', path: '/broadcasts/:id/approve', may: 'coordinator', handle: approveIt },
  ...(['pause', 'resume', 'cancel', 'retry'] as const).map(
    (what): Route => ({
      method: 'post',
      path: `/broadcasts/:id/${what}`,
      may: 'coordinator',
      handle: (visit) => control(visit, what),
    }),
  ),
];

const LOCALES = ['es', 'en'] as const;

async function page(visit: Visit): Promise<Answer> {
  const { t } = visit;
  const broadcast = await broadcastOf(visit);
  if (!broadcast) return { kind: 'missing' };
  const body = html`
    <p>${await previewTitle(visit, broadcast)}</p>
    ${broadcast.state !== 'draft' && (await progressPart(visit, broadcast))}
    <div class="phones">${await previews(visit, broadcast)}</div>
    ${broadcast.state === 'draft' && (await draftPart(visit, broadcast))}
    <p><a href="/console/broadcasts">${t('console-broadcasts:title')}</a></p>
  `;
  return { kind: 'page', title: broadcast.name, body };
}

async function previewTitle({ t, desk }: Visit, { subject, createdBy }: Broadcast): Promise<Html> {
  const names = await namesOf(desk);
  const by = names.get(createdBy) ?? createdBy;
  if (subject.kind === 'none') return t('console-broadcasts:about-news', { by });
  const event = await desk.accompaniment.ports.events.get(subject.eventId);
  return html`<a href=${`/console/events/${subject.eventId}`}>${event?.name ?? '—'}</a> · ${by}`;
}

async function previews(visit: Visit, broadcast: Broadcast): Promise<Html> {
  const { broadcasting } = visit.desk.broadcasts;
  const shown = await Promise.all(
    LOCALES.map(async (locale) => ({ locale, message: await previewOf(broadcasting, broadcast, locale) })),
  );
  return shown.map(({ locale, message }) => message && phonePart(visit, message, locale));
}

async function draftPart(visit: Visit, broadcast: Broadcast): Promise<Html> {
  const { t, desk, account } = visit;
  const plan = await planOf(desk.broadcasts.broadcasting, broadcast);
  const at = `/console/broadcasts/${broadcast.id}`;
  const asked = broadcast.approvalAskedBy;
  return html`
    ${planPart(visit, plan)}
    <div class="buttons">
      ${asked !== null && asked !== account.id && form(visit, `${at}/approve`, html`<button>${t('console-broadcasts:approve')}</button>`)}
      ${asked !== null && asked === account.id && html`<p class="hint">${t('console-broadcasts:waits-for-second')}</p>`}
      ${plan.sendable > 0 && asked === null && sendForms(visit, at, plan)}
      ${form(visit, `${at}/cancel`, html`<button class="quiet danger">${t('console-broadcasts:cancel')}</button>`)}
    </div>
  `;
}

function sendForms(visit: Visit, at: string, plan: Plan): Html {
  const { t, desk } = visit;
  const many = plan.sendable >= desk.broadcasts.broadcasting.settings.approvalFrom;
  return html`
    ${form(
      visit,
      `${at}/send`,
      html`
        ${many && input({ name: 'typed', label: t('console-broadcasts:type-number', { count: plan.sendable }), inputmode: 'numeric', required: true, autocomplete: 'off' })}
        <button>${t('console-broadcasts:send', { count: plan.sendable })}</button>
      `,
    )}
    ${
      many &&
      form(
        visit,
        `${at}/send`,
        html`<input type="hidden" name="second" value="yes" /><button class="quiet">${t('console-broadcasts:ask-second')}</button>`,
      )
    }
  `;
}

async function progress(visit: Visit): Promise<Answer> {
  const broadcast = await broadcastOf(visit);
  return broadcast ? { kind: 'fragment', body: await progressPart(visit, broadcast) } : { kind: 'missing' };
}

/** Asks for itself again for as long as it goes out, and a while after: statuses still come in. */
async function progressPart(visit: Visit, broadcast: Broadcast): Promise<Html> {
  const { t, desk } = visit;
  const { id, state, planned, pausedFor } = broadcast;
  const totals = await desk.broadcasts.broadcasting.rows.totals(id);
  const all = planned ? sendable(planned.bins) : 0;
  const done =
    totals.sent + totals.delivered + totals.read + totals.failed + totals.uncertain + totals.dropped;
  const at = `/console/broadcasts/${id}`;
  const moving = state === 'freezing' || state === 'sending';
  const live = moving ? { 'hx-get': `${at}/progress`, 'hx-trigger': 'every 2s', 'hx-swap': 'outerHTML' } : {};
  const button = (what: string, look = 'quiet') =>
    form(visit, `${at}/${what}`, html`<button class=${look}>${t(`console-broadcasts:${what}`)}</button>`);
  return html`
    <section id="progress" class="progress" ...${live} aria-live="polite">
      <p><strong>${t(`console-broadcasts:states.${state}`)}</strong> · ${t('console-broadcasts:done', { done, all })}</p>
      ${pausedFor && html`<p class="flash bad">${pausedFor.kind === 'asked' ? t('console-broadcasts:paused-asked') : t('console-broadcasts:paused-spike', { code: pausedFor.code ?? '', reason: pausedFor.reason })}</p>`}
      <progress max=${Math.max(1, all)} value=${done} aria-label=${t('console-broadcasts:progress')}></progress>
      ${table(
        ROW_STATES.filter((one) => totals[one] > 0),
        [
          {
            title: t('console-broadcasts:state'),
            cell: (one) =>
              html`<a href=${`${at}/ledger?state=${one}`}>${t(`console-broadcasts:rows.${one}`)}</a>`,
          },
          { title: t('console-broadcasts:how-many'), numeric: true, cell: (one) => totals[one] },
        ],
        { caption: t('console-broadcasts:progress'), empty: t('console-broadcasts:begins') },
      )}
      <div class="buttons">
        ${state === 'sending' && button('pause')}
        ${state === 'paused' && button('resume', '')}
        ${(moving || state === 'paused') && button('cancel', 'quiet danger')}
        ${totals.failed > 0 && state !== 'cancelled' && button('retry')}
      </div>
      <p><a href=${`${at}/ledger`}>${t('console-broadcasts:ledger')}</a></p>
    </section>
  `;
}

async function send(visit: Visit): Promise<Answer> {
  const { desk, account, form: given, note } = visit;
  const broadcast = await broadcastOf(visit);
  if (!broadcast) return { kind: 'missing' };
  const { id } = broadcast;
  const typed = given.typed ? Number(given.typed.replace(/\D/g, '')) : undefined;
  const wish = { id, by: account.id, typed, second: given.second === 'yes' };
  const asked = await askToSend(desk.broadcasts.broadcasting, wish);
  const to = `/console/broadcasts/${id}`;
  if (asked.kind !== 'sending' && asked.kind !== 'waits-for-second')
    return refused(visit, to, `broadcast-${asked.kind}`);
  await note(asked.kind === 'sending' ? 'broadcast.sent' : 'broadcast.approval-asked', id);
  return redirect(to, `broadcast-${asked.kind}`);
}

async function approveIt(visit: Visit): Promise<Answer> {
  const { desk, account, note } = visit;
  const broadcast = await broadcastOf(visit);
  if (!broadcast) return { kind: 'missing' };
  const approved = await approve(desk.broadcasts.broadcasting, { id: broadcast.id, by: account.id });
  const to = `/console/broadcasts/${broadcast.id}`;
  if (approved !== 'sending') return refused(visit, to, `broadcast-${approved}`);
  await note('broadcast.approved', broadcast.id);
  return redirect(to, 'broadcast-sending');
}

const CONTROL = { pause, resume, cancel, retry: retryFailed };

async function control(visit: Visit, what: keyof typeof CONTROL): Promise<Answer> {
  const { desk, account, note } = visit;
  const broadcast = await broadcastOf(visit);
  if (!broadcast) return { kind: 'missing' };
  const { id } = broadcast;
  const changed = await CONTROL[what](desk.broadcasts.broadcasting, { id, by: account.id });
  const to = `/console/broadcasts/${id}`;
  if (!changed) return refused(visit, to, 'not-done');
  await note(`broadcast.${what}`, id);
  return redirect(to, 'saved');
}
