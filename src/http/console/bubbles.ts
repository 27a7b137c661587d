import { type Html, html } from '../../adapters/html/html.ts';
import { present } from '../../domain/presentation.ts';
import type { ChatLine } from '../../usecases/chat-view.ts';
import { instant } from './parts.ts';
import type { Guest } from './route.ts';

/** The id of a message that a person of the team typed. */
const BY_PERSON = /^person-/;

/** A message as WhatsApp shows it. */
export function bubble(guest: Guest, line: ChatLine): Html {
  const { t } = guest;
  const whose = line.direction === 'in' ? 'contact' : BY_PERSON.test(line.id) ? 'person' : 'bot';
  const failed = line.status === 'failed' || line.status === 'undelivered';
  return html`
    <li class=${`bubble ${whose}`} id=${`m-${line.id}`}>
      <span class="unseen">${t(`chat.by-${whose}`)}:</span>
      <div class="words">${words(guest, line)}</div>
      <div class="below">
        ${whose === 'contact' ? null : html`<span>${t(`chat.by-${whose}`)}</span>`}
        ${instant(guest, line.at)}
        ${line.direction === 'out' && html`<span class=${failed ? 'failed' : ''}>${statusText(guest, line.status)}</span>`}
      </div>
    </li>
  `;
}

/** What a list shows of a message. */
export function preview(guest: Guest, line: ChatLine): string {
  const text = plain(guest, line)
    .replace(/\s+/g, ' ')
    .replace(/\*([^*]+)\*/g, '$1');
  return `${line.direction === 'out' ? '↩ ' : ''}${[...text].slice(0, 160).join('')}`;
}

function words(guest: Guest, line: ChatLine): Html {
  if (line.direction === 'in') return html`<p>${plain(guest, line)}</p>`;
  if (line.content.kind === 'deleted') return html`<p>${plain(guest, line)}</p>`;
  const shown = present(line.content);
  if (shown.kind === 'template') return html`<p>${plain(guest, line)}</p>`;
  const choices = shown.kind === 'text' ? [] : shown.choices;
  return html`
    ${shown.text.split('\n').map((text) => html`<p>${emphasised(text)}</p>`)}
    ${choices.length > 0 && html`<ul class="choices">${choices.map(({ title }) => html`<li>${title}</li>`)}</ul>`}
  `;
}

/** WhatsApp's asterisks, as bold. */
export function emphasised(text: string): Html {
  return text
    .split(/\*([^*\n]+)\*/)
    .map((part, place) => (place % 2 === 1 ? html`<strong>${part}</strong>` : part)) as Html;
}

function plain({ t }: Guest, line: ChatLine): string {
  if (line.content.kind === 'deleted') return t('chat.deleted');
  if (line.direction === 'out') {
    const shown = present(line.content);
    return shown.kind === 'template' ? t('chat.template', { name: shown.template }) : shown.text;
  }
  const { content } = line;
  if (content.kind === 'text') return content.text;
  if (content.kind === 'tap') return `☝ ${content.title}`;
  if (content.kind === 'media') return `${t(`chat.media.${content.media}`)} ${content.caption}`;
  return content.kind === 'location' ? `📍 ${content.label || t('chat.location')}` : t('chat.unsupported');
}

const KNOWN = ['queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'undelivered', 'uncertain'];

function statusText({ t }: Guest, status: string | null): string {
  return t(`chat.status.${KNOWN.includes(status ?? '') ? status : 'sending'}`);
}
