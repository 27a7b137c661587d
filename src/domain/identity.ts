/** How WhatsApp names a contact: an E.164 number, or a business-scoped user id (people with usernames may hide their number). */
export type Identity = { kind: 'phone'; value: string } | { kind: 'scoped'; value: string };

const E164 = /^\+[1-9]\d{6,14}$/;
// Two-letter country, a dot, up to 128 alphanumerics (Meta, "Business-scoped user IDs", 2026-05-28).
const SCOPED = /^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/;

/** Reads `whatsapp:+573001234567`, `whatsapp:CO.1A2B…` or either without its prefix; null when it is neither. */
export function parseIdentity(address: string): Identity | null {
  const value = address.replace(/^whatsapp:/, '').trim();
  if (E164.test(value)) return { kind: 'phone', value };
  if (SCOPED.test(value)) return { kind: 'scoped', value };
  return null;
}

export function toAddress(identity: Identity): string {
  return `whatsapp:${identity.value}`;
}

/** What a keyed hash is made over: the same person gives the same text, and kinds never collide. */
export function identityText(identity: Identity): string {
  return `${identity.kind}:${identity.value}`;
}
