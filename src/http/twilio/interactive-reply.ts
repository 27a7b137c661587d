/** The parts of a tap, where they come only inside a JSON field. */
export type Reply = { id: string; title: string };

/**
 * Finds a tapped button or row in `InteractiveData` or `ChannelMetadata`. How a list reply looks there is not
 * documented, so it is searched by the names Meta and Twilio use for it, at any depth.
 */
export function findReply(json: string): Reply | null {
  if (!json.startsWith('{')) return null;
  try {
    return search(JSON.parse(json), 0);
  } catch {
    return null;
  }
}

const MAX_DEPTH = 8;

const REPLY_KEYS = new Set([
  'list_reply',
  'button_reply',
  'listReply',
  'buttonReply',
  'ListReply',
  'ButtonReply',
]);

function search(node: unknown, depth: number): Reply | null {
  if (typeof node !== 'object' || node === null || depth > MAX_DEPTH) return null;
  const flat = reply(node, ['ListId', 'ButtonPayload'], ['ListTitle', 'ButtonText']);
  if (flat) return flat;
  for (const [key, value] of Object.entries(node)) {
    const named = REPLY_KEYS.has(key) ? reply(value, ['id', 'Id'], ['title', 'Title']) : null;
    const found = named ?? search(value, depth + 1);
    if (found) return found;
  }
  return null;
}

function reply(node: unknown, ids: string[], titles: string[]): Reply | null {
  const id = text(node, ids);
  return id === '' ? null : { id, title: text(node, titles) };
}

function text(node: unknown, keys: string[]): string {
  if (typeof node !== 'object' || node === null) return '';
  const values = keys.map((key): unknown => (Object.hasOwn(node, key) ? Reflect.get(node, key) : undefined));
  return values.find((value) => typeof value === 'string' && value !== '')?.toString() ?? '';
}
