import { type ApiAnswer, refusal } from './api.ts';
import { resource, type StoredMessage } from './stored-message.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 1000;

/** One page of messages, newest first, with Twilio's filters. `messages` come oldest first. */
export function listMessages(
  messages: StoredMessage[],
  { path, query, accountSid }: { path: string; query: URLSearchParams; accountSid: string },
): ApiAnswer {
  const size = Number(query.get('PageSize') ?? DEFAULT_PAGE_SIZE);
  const page = Number(query.get('Page') ?? 0);
  if (!(size >= 1 && size <= MAX_PAGE_SIZE))
    return refusal(400, 20006, 'Page size must be between 1 and 1000');

  const matching = messages.filter((message) => matches(message, query)).reverse();
  const shown = matching.slice(page * size, (page + 1) * size);
  const next = matching.length > (page + 1) * size ? `${path}?${pageQuery(query, page + 1)}` : null;
  return {
    status: 200,
    body: {
      messages: shown.map((message) => resource(message, accountSid)),
      page,
      page_size: size,
      start: page * size,
      end: page * size + shown.length - 1,
      uri: `${path}?${query}`,
      first_page_uri: `${path}?${pageQuery(query, 0)}`,
      next_page_uri: next,
      previous_page_uri: page > 0 ? `${path}?${pageQuery(query, page - 1)}` : null,
    },
  };
}

function matches(message: StoredMessage, query: URLSearchParams): boolean {
  const to = query.get('To');
  const from = query.get('From');
  if ((to && to !== message.to) || (from && from !== message.from)) return false;
  const on = query.get('DateSent');
  const after = query.get('DateSent>');
  const before = query.get('DateSent<');
  if (!on && !after && !before) return true;
  // A message that has not gone out has no date to filter by.
  if (message.sentAt === null) return false;
  if (on && dayOf(message.sentAt) !== dayOf(Date.parse(on))) return false;
  if (after && message.sentAt < Date.parse(after)) return false;
  return !before || message.sentAt < Date.parse(before) + (before.includes('T') ? 0 : DAY_MS);
}

function dayOf(time: number): number {
  return Math.floor(time / DAY_MS);
}

function pageQuery(query: URLSearchParams, page: number): URLSearchParams {
  const next = new URLSearchParams(query);
  next.set('Page', String(page));
  return next;
}
