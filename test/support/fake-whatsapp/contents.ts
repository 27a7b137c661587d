import { z } from 'zod';
import { type ApiAnswer, type ApiRequest, refusal } from './api.ts';
import type { Looks } from './bubble.ts';
import type { Sids } from './sids.ts';

const Text = z.string().min(1).max(1600);
const QuickReply = z.object({
  body: Text,
  actions: z
    .array(z.object({ title: Text, id: Text.optional() }))
    .min(1)
    .max(10),
});
const ListPicker = z.object({
  body: Text,
  button: Text,
  items: z
    .array(z.object({ item: Text, id: Text, description: z.string().optional() }))
    .min(1)
    .max(10),
});
const CallToAction = z.object({
  body: Text,
  actions: z
    .array(z.object({ type: Text, title: Text }))
    .min(1)
    .max(3),
});
const Types = z
  .strictObject({
    'twilio/text': z.object({ body: Text }),
    'twilio/quick-reply': QuickReply,
    'twilio/list-picker': ListPicker,
    'twilio/call-to-action': CallToAction,
  })
  .partial()
  .refine((types) => Object.keys(types).length > 0);

const Key = /^[A-Za-z0-9_]{1,16}$/;
const Definition = z.object({
  friendly_name: z.string().optional(),
  language: z.string().min(2),
  variables: z.record(z.string().regex(Key), z.string()).default({}),
  types: Types,
});
export type ContentDefinition = z.input<typeof Definition>;

export type Content = z.output<typeof Definition> & {
  sid: string;
  approval: 'unsubmitted' | 'received' | 'approved' | 'rejected';
};

export type Contents = ReturnType<typeof createContents>;

/** The Content API, and what its resources become on a phone. */
export function createContents({ sids, accountSid }: { sids: Sids; accountSid: string }) {
  const all = new Map<string, Content>();

  function add(definition: ContentDefinition): Content {
    const content: Content = {
      ...Definition.parse(definition),
      sid: sids('HX', ''),
      approval: 'unsubmitted',
    };
    all.set(content.sid, content);
    return content;
  }

  function create(json: unknown): ApiAnswer {
    const parsed = Definition.safeParse(json);
    if (!parsed.success) return refusal(400, 20001, `Invalid content: ${parsed.error.issues[0]?.message}`);
    return { status: 201, body: shown(add(parsed.data)) };
  }

  function handle({ method, path, json }: ApiRequest): ApiAnswer {
    const [sid = '', approvals] = path.split('/').slice(3);
    if (sid === '') return method === 'POST' ? create(json) : page([...all.values()].map(shown));
    const content = all.get(sid);
    if (!content) return refusal(404, 20404, `The requested resource ${path} was not found`);
    if (approvals) return approve(content, method);
    if (method === 'DELETE') {
      all.delete(sid);
      return { status: 204, body: '' };
    }
    return { status: 200, body: shown(content) };
  }

  function shown({ approval: _, ...content }: Content): object {
    return {
      ...content,
      account_sid: accountSid,
      url: `https://content.twilio.com/v1/Content/${content.sid}`,
    };
  }

  return { handle, add, get: (sid: string) => all.get(sid), delete: (sid: string) => all.delete(sid), all };
}

/** Fills the placeholders; a word when Twilio would refuse the variables. */
export function render(content: Content, given: Record<string, string>): Looks | { missing: string } {
  const values = { ...content.variables, ...given };
  let missing: string | null = null;
  const fill = (text: string) =>
    text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, key: string) => {
      if (!(key in values)) missing = key;
      return values[key] ?? '';
    });
  const looks = looksOf(content, fill);
  return missing === null ? looks : { missing };
}

function looksOf({ types, approval }: Content, fill: (text: string) => string): Looks {
  const template = approval === 'approved';
  const list = types['twilio/list-picker'];
  if (list) {
    const choices = list.items.map(({ item, id, description }) => ({
      id: fill(id),
      title: fill(item),
      ...(description ? { description: fill(description) } : {}),
    }));
    return { kind: 'list', text: fill(list.body), choices, label: fill(list.button) };
  }
  const quick = types['twilio/quick-reply'];
  if (quick) {
    const choices = quick.actions.map(({ title, id }) => ({ id: fill(id ?? title), title: fill(title) }));
    return { kind: template ? 'template' : 'buttons', text: fill(quick.body), choices, label: null };
  }
  const body = types['twilio/text']?.body ?? types['twilio/call-to-action']?.body ?? '';
  return { kind: template ? 'template' : 'text', text: fill(body), choices: [], label: null };
}

function approve(content: Content, method: string): ApiAnswer {
  if (method === 'POST') content.approval = content.types['twilio/list-picker'] ? 'rejected' : 'received';
  const whatsapp = { status: content.approval, category: 'UTILITY', rejection_reason: '' };
  if (method === 'POST') return { status: 201, body: whatsapp };
  return { status: 200, body: { sid: content.sid, whatsapp } };
}

function page(contents: object[]): ApiAnswer {
  return {
    status: 200,
    body: { contents, meta: { page: 0, page_size: 1000, next_page_url: null, key: 'contents' } },
  };
}
