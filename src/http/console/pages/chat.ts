import { randomBytes } from 'node:crypto';
import { type Html, html } from '../../../adapters/html/html.ts';
import { windowOpen } from '../../../domain/delivery.ts';
import { bubble } from '../bubbles.ts';
import { type ChatState, chatHead, composer, side } from '../chat-parts.ts';
import { namesOf } from '../parts.ts';
import { type Answer, type Route, redirect, type Visit } from '../route.ts';

const RECENT = 40;
/** As far as the live part grows while a page stays open. */
const LIVE = 200;
const NOTE_LENGTH = 2_000;

const routes = (['take', 'close', 'note', 'opt-out', 'template'] as const).map(
  (act): Route => ({
    method: 'post',
    path: `/chats/:id/${act}`,
    may: 'coordinator',
    handle: (visit) => ACTS[act](visit),
  }),
);

export const chatRoutes: Route[] = [
  { method: 'get', path: '/chats/:id', may: 'coordinator', handle: chatPage },
  { method: 'get', path: '/chats/:id/live', may: 'coordinator', passive: true, handle: livePart },
  { method: 'get', path: '/chats/:id/older', may: 'coordinator', handle: olderPart },
  { method: 'post', path: '/chats/:id/reply', may: 'coordinator', handle: reply },
  ...routes,
];

/** What a chat is now; null where the contact is not of this account's scope. */
async function stateOf(visit: Visit): Promise<ChatState | null> {
  const { desk, params, scope, account } = visit;
  const id = params.id ?? '';
  const line = await desk.inbox.line(id, scope);
  if (!line) return null;
  const [conversation, names, notes] = await Promise.all([
    desk.conversation(id),
    namesOf(desk),
    desk.notes.of(id),
  ]);
  const heard = conversation?.lastInboundAt ? new Date(conversation.lastInboundAt) : null;
  const open = windowOpen(heard, desk.clock());
  const mine = line.takenBy === account.id;
  return { line, heard, open, mine, notes, names, key: randomBytes(12).toString('hex') };
}

async function chatPage(visit: Visit): Promise<Answer> {
  const { t, desk } = visit;
  const state = await stateOf(visit);
  if (!state) return { kind: 'missing' };
  const { contactId, address } = state.line;
  const lines = await desk.history({ contactId, limit: RECENT });
  const [first] = lines;
  const base = `/console/chats/${contactId}`;
  const body = html`
    <div class="chat">
      <section class="talk" aria-label=${t('chat.messages')}>
        <div class="scroll" tabindex="0" role="region" aria-label=${t('chat.messages')} data-bottom>
          ${lines.length === RECENT && first && older(visit, contactId, first.id)}
          <div id="live" hx-get=${`${base}/live?from=${encodeURIComponent(first?.id ?? '')}`} hx-trigger="changed from:body">
            ${liveBody(
              visit,
              state,
              lines.map((line) => bubble(visit, line)),
            )}
          </div>
        </div>
        <div id="composer">${composer(visit, state)}</div>
      </section>
      ${side(visit, state)}
    </div>
  `;
  return {
    kind: 'page',
    title: address ?? t('chat.no-address'),
    body,
    live: `/console/live?contact=${contactId}`,
  };
}

function liveBody(visit: Visit, state: ChatState, bubbles: Html[]): Html {
  const { t } = visit;
  return html`
    <div role="log" aria-label=${t('chat.messages')}><ol class="lines">${bubbles}</ol></div>
    <div class="now" role="status">${chatHead(visit, state)}</div>
  `;
}

async function livePart(visit: Visit): Promise<Answer> {
  const state = await stateOf(visit);
  if (!state) return { kind: 'missing' };
  return { kind: 'fragment', body: await livePartOf(visit, state) };
}

/** From the message the page began with, so that nothing is missing between it and older ones read since. */
async function livePartOf(visit: Visit, state: ChatState): Promise<Html> {
  const lines = await visit.desk.history({ contactId: state.line.contactId, limit: LIVE });
  const first = lines.findIndex(({ id }) => id === visit.query.from);
  const shown = lines.slice(first < 0 ? -RECENT : first);
  return liveBody(
    visit,
    state,
    shown.map((line) => bubble(visit, line)),
  );
}

function older({ t }: Visit, contactId: string, before: string): Html {
  const from = `/console/chats/${contactId}/older?before=${encodeURIComponent(before)}`;
  return html`<button class="quiet older" hx-get=${from} hx-swap="outerHTML">${t('chat.older')}</button>`;
}

async function olderPart(visit: Visit): Promise<Answer> {
  const { desk, query, t } = visit;
  const state = await stateOf(visit);
  if (!state) return { kind: 'missing' };
  const { contactId } = state.line;
  const lines = await desk.history({ contactId, limit: RECENT, before: query.before });
  const [first] = lines;
  const body = html`
    ${lines.length === RECENT && first ? older(visit, contactId, first.id) : null}
    <ol class="lines" aria-label=${t('chat.older-messages')}>${lines.map((line) => bubble(visit, line))}</ol>
  `;
  return { kind: 'fragment', body };
}

const FORM_KEY = /^[a-f0-9]{24}$/;

async function reply(visit: Visit): Promise<Answer> {
  const { desk, account, form, request, note, params } = visit;
  const state = await stateOf(visit);
  if (!state || !FORM_KEY.test(form.key ?? '')) return { kind: 'missing' };
  const { contactId } = state.line;
  const key = form.key ?? '';
  const text = form.text ?? '';
  const outcome = await desk.reply({ contactId, by: account.id, text, key });
  if (outcome.kind === 'sent') await note('reply', `person-${contactId}-${key}`);
  if (!request.get('HX-Request'))
    return redirect(`/console/chats/${params.id}`, outcome.kind === 'sent' ? undefined : outcome.kind);
  const after = (await stateOf(visit)) ?? state;
  const problem = outcome.kind === 'sent' ? undefined : outcome.kind;
  const body = composer(visit, problem ? { ...after, key } : after, {
    text: problem ? text : '',
    problem,
    focus: true,
  });
  if (!problem) desk.signals.changed(contactId);
  return { kind: 'fragment', body };
}

const ACTS = {
  async take(visit: Visit): Promise<Answer> {
    const { desk, account, note } = visit;
    const state = await stateOf(visit);
    if (!state) return { kind: 'missing' };
    const { contactId } = state.line;
    const taken = await desk.takeOver({ contactId, by: account.id });
    if (taken.kind === 'taken') await note('take-over', contactId);
    return redirect(`/console/chats/${contactId}`, taken.kind);
  },
  async close(visit: Visit): Promise<Answer> {
    const { desk, account, note } = visit;
    const state = await stateOf(visit);
    if (!state) return { kind: 'missing' };
    const { contactId } = state.line;
    const takeover = await desk.takeovers.get(contactId);
    const may = takeover && (takeover.by === account.id || account.role === 'admin');
    if (!may || !(await desk.giveBack(takeover, 'closed')))
      return redirect(`/console/chats/${contactId}`, 'not-yours');
    await note('give-back', contactId);
    return redirect(`/console/chats/${contactId}`, 'closed');
  },
  async note(visit: Visit): Promise<Answer> {
    const { desk, account, form, note } = visit;
    const state = await stateOf(visit);
    const text = (form.text ?? '').trim().slice(0, NOTE_LENGTH);
    if (!state || !FORM_KEY.test(form.key ?? '')) return { kind: 'missing' };
    const { contactId } = state.line;
    if (text === '') return redirect(`/console/chats/${contactId}`, 'empty');
    const id = `${contactId}-${form.key}`;
    await desk.notes.add({ id, contactId, by: account.id, at: desk.clock(), text });
    await note('note', id);
    return redirect(`/console/chats/${contactId}`, 'noted');
  },
  async 'opt-out'(visit: Visit): Promise<Answer> {
    const { desk, note } = visit;
    const state = await stateOf(visit);
    if (!state) return { kind: 'missing' };
    const { contactId } = state.line;
    await desk.optOut(contactId);
    await note('opt-out', contactId);
    return redirect(`/console/chats/${contactId}`, 'opted-out');
  },
  async template(visit: Visit): Promise<Answer> {
    const { desk, account, note } = visit;
    const state = await stateOf(visit);
    if (!state) return { kind: 'missing' };
    const { contactId } = state.line;
    const outcome = await desk.writeFirst({ contactId, by: account.id });
    if (outcome.kind === 'sent') await note('template', contactId);
    return redirect(`/console/chats/${contactId}`, outcome.kind === 'sent' ? 'template-sent' : outcome.kind);
  },
};
