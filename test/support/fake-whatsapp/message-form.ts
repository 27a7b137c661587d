import { type ApiAnswer, type ApiRequest, one, refusal } from './api.ts';
import { count, type Looks } from './bubble.ts';
import { type Content, render } from './contents.ts';

/** A request to send that Twilio would accept. */
export type SendForm = {
  to: string;
  from: string;
  looks: Looks;
  content: Content | null;
  statusCallback: string | null;
};

const RECIPIENT = /^whatsapp:(\+[1-9]\d{6,14}|[A-Z]{2}\.[A-Za-z0-9]{1,128})$/;
const MAX_BODY = 1600;
const MAX_VARIABLES = 100;

/** Refuses what the real API refuses at once, with its codes. */
export function checkSend(
  form: ApiRequest['form'],
  { sender, content: contentOf }: { sender: string; content: (sid: string) => Content | undefined },
): SendForm | ApiAnswer {
  const to = one(form.To);
  const from = one(form.From);
  const body = one(form.Body);
  const contentSid = one(form.ContentSid);
  const statusCallback = one(form.StatusCallback) || null;

  if (to === '') return refusal(400, 21604, "A 'To' phone number is required.");
  if (from === '') return refusal(400, 21603, "A 'From' phone number is required.");
  if (!from.startsWith('whatsapp:') || !to.startsWith('whatsapp:')) {
    return refusal(400, 21910, `Invalid From and To pair. From and To should be of the same channel`);
  }
  if (!RECIPIENT.test(to)) return refusal(400, 21211, `The 'To' number ${to} is not a valid phone number.`);
  if (from !== sender)
    return refusal(400, 63007, 'Twilio could not find a Channel with the specified From address');
  if (statusCallback && !validCallback(statusCallback))
    return refusal(400, 21609, "Invalid 'StatusCallback' URL");
  if (contentSid !== '') {
    if (body !== '') return refusal(400, 21655, 'Body must be omitted when ContentSid is given');
    const content = /^HX[0-9a-f]{32}$/.test(contentSid) ? contentOf(contentSid) : undefined;
    if (!content) return refusal(400, 21655, `The ContentSid ${contentSid} is invalid`);
    const variables = readVariables(one(form.ContentVariables));
    const looks = variables && render(content, variables);
    if (!looks || 'missing' in looks) return refusal(400, 21656, 'The ContentVariables parameter is invalid');
    return { to, from, looks, content, statusCallback };
  }
  if (body.trim() === '') return refusal(400, 21619, 'A text message body or media urls must be specified.');
  if (count(body) > MAX_BODY) {
    return refusal(400, 21617, 'The concatenated message body exceeds the 1600 character limit');
  }
  return {
    to,
    from,
    looks: { kind: 'text', text: body, choices: [], label: null },
    content: null,
    statusCallback,
  };
}

/** Tells one request to send from another, whatever port anything listens on and in whatever order they come. */
export function sendKey(form: ApiRequest['form']): string {
  const callback = one(form.StatusCallback).replace(/^https?:\/\/[^/]*/, '');
  return [one(form.To), callback, one(form.Body), one(form.ContentVariables)].join('|');
}

/** A JSON object of texts: not empty, no newline, no tab, at most four spaces in a row. */
function readVariables(json: string): Record<string, string> | null {
  if (json === '') return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return null;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null;
  const variables: Record<string, string> = {};
  for (const [key, value] of Object.entries(parsed)) {
    if (!/^[A-Za-z0-9_]{1,16}$/.test(key) || typeof value !== 'string') return null;
    if (value.trim() === '' || count(value) > MAX_BODY || /[\r\n\t]| {5}/.test(value)) return null;
    variables[key] = value;
  }
  return Object.keys(variables).length > MAX_VARIABLES ? null : variables;
}

function validCallback(url: string): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed !== null && /^https?:$/.test(parsed.protocol) && !parsed.hostname.includes('_');
}
