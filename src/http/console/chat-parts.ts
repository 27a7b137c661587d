import { type Html, html } from '../../adapters/html/html.ts';
import { WINDOW_MS } from '../../domain/delivery.ts';
import { LIMITS } from '../../domain/presentation.ts';
import type { InboxLine, Note } from '../../usecases/console/inbox.ts';
import { form, instant } from './parts.ts';
import type { Visit } from './route.ts';

export type ChatState = {
  line: InboxLine;
  /** When the contact wrote last. */
  heard: Date | null;
  /** WhatsApp's window. */
  open: boolean;
  mine: boolean;
  notes: Note[];
  names: Map<string, string>;
  /** Names the next message of this form: sent twice it goes out once. */
  key: string;
};

const HOUR_MS = 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;

/** Who has the chat, and how long WhatsApp lets us write. */
export function chatHead(visit: Visit, { line, heard, open, mine, names }: ChatState): Html {
  const { t, desk } = visit;
  const name = line.takenBy === null ? '' : (names.get(line.takenBy) ?? '');
  const whose = line.takenBy === null ? 'bot' : mine ? 'mine' : 'theirs';
  const left = heard ? heard.getTime() + WINDOW_MS - desk.clock().getTime() : 0;
  const time = { hours: Math.floor(left / HOUR_MS), minutes: Math.floor((left % HOUR_MS) / MINUTE_MS) };
  return html`
    <span class=${`mark owner ${whose}`}>${t(`chat.owner.${whose}`, { name })}</span>
    <span class=${`mark ${open ? '' : 'urgent'}`}>${open ? t('chat.window-left', time) : t('chat.window-closed')}</span>
    ${line.tickets.map(({ reason, openedAt }) => html`<span class="mark urgent">${t(`reasons.${reason}`)} · ${instant(visit, openedAt)}</span>`)}
    ${line.optedOut && html`<span class="mark urgent">${t('inbox.opted-out-mark')}</span>`}
  `;
}

type Typed = { text: string; problem?: string | undefined; focus?: boolean };

/** Where a person writes: only who has the chat, only while WhatsApp lets free text through. */
export function composer(visit: Visit, state: ChatState, typed: Typed = { text: '' }): Html {
  const { t } = visit;
  const { line, mine, open, key } = state;
  const base = `/console/chats/${line.contactId}`;
  const problem =
    typed.problem &&
    html`<p class="flash bad" role="alert" id="reply-problem">${t(`said.bad.${typed.problem}`)}</p>`;
  if (!mine)
    return html`${problem}${line.takenBy ? null : form(visit, `${base}/take`, html`<button autofocus>${t('chat.take')}</button>`)}`;
  if (!open)
    return html`${problem}<p class="hint">${t('chat.closed-why')}</p>${form(visit, `${base}/template`, html`<button>${t('chat.send-template')}</button>`)}`;
  return html`
    ${problem}
    ${form(
      visit,
      `${base}/reply`,
      html`
        <input type="hidden" name="key" value=${key} />
        <label class="field grow">
          <span class="unseen">${t('chat.reply')}</span>
          <textarea name="text" rows="2" maxlength=${LIMITS.text} required autofocus=${typed.focus} placeholder=${t('chat.reply')} aria-describedby=${problem ? 'reply-problem' : undefined} data-submit="enter">${typed.text}</textarea>
        </label>
        <button>${t('chat.send')}</button>
      `,
      { class: 'reply', 'hx-post': `${base}/reply`, 'hx-target': '#composer' },
    )}
    <p class="hint">${t('chat.enter-hint')}</p>
  `;
}

export function side(visit: Visit, state: ChatState): Html {
  const { t, account } = visit;
  const { line, mine, notes, names, key } = state;
  const base = `/console/chats/${line.contactId}`;
  const mayClose = mine || (line.takenBy !== null && account.role === 'admin');
  return html`
    <aside class="side" aria-label=${t('chat.about')}>
      ${mayClose && form(visit, `${base}/close`, html`<button class="quiet">${t('chat.close')}</button><p class="hint">${t('chat.close-hint')}</p>`)}
      <p><a href=${`/console/contacts/${line.contactId}`}>${t('chat.contact')}</a></p>
      <h2>${t('chat.notes')}</h2>
      <ul class="notes">
        ${notes.map(({ by, at, text }) => html`<li><p>${text}</p><span class="hint">${names.get(by) ?? by} · ${instant(visit, at)}</span></li>`)}
      </ul>
      ${form(
        visit,
        `${base}/note`,
        html`
          <input type="hidden" name="key" value=${key} />
          <label class="field"><span>${t('chat.note')}</span><textarea name="text" rows="2" required></textarea></label>
          <button class="quiet">${t('chat.add-note')}</button>
        `,
      )}
      ${
        !line.optedOut &&
        html`<details><summary>${t('chat.more')}</summary>${form(visit, `${base}/opt-out`, html`<p class="hint">${t('chat.opt-out-hint')}</p><button class="quiet danger">${t('chat.opt-out')}</button>`)}</details>`
      }
    </aside>
  `;
}
