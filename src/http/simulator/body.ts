import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Identity, parseIdentity } from '../../domain/identity.ts';
import type { InboundMessage } from '../../domain/message.ts';
import { LIMITS, length } from '../../domain/presentation.ts';

/** The address the simulator's contacts write to. */
export const SIMULATOR_ADDRESS = 'whatsapp:+10000000000';

const ID_LIMIT = 100;
const READ_LIMIT = 200;
/** WhatsApp cuts profile names at 25 characters; Twilio documents no limit. */
const PROFILE_NAME_LIMIT = 60;

const text = z.string().refine((value) => length(value) <= LIMITS.text, {
  error: `at most ${LIMITS.text} characters`,
});
const words = text.refine((value) => value.trim() !== '', { error: 'write something' });

export const identitySchema = z.string().transform((value, context): Identity => {
  const identity = parseIdentity(value);
  if (identity) return identity;
  context.addIssue({ code: 'custom', message: 'a number like +573001234567 or an id like CO.1A2B' });
  return z.NEVER;
});

const contentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: words }),
  z.object({
    kind: z.literal('tap'),
    payload: z.string().min(1).max(LIMITS.payload),
    title: words,
  }),
  z.object({
    kind: z.literal('media'),
    media: z.enum(['audio', 'image', 'video', 'sticker', 'document', 'contact-card']),
    caption: text.default(''),
  }),
  z.object({
    kind: z.literal('location'),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    label: text.default(''),
  }),
]);

/** `id` is optional: a page that repeats a send after a lost answer gives the same one, so it counts once. */
export const messageSchema = z.object({
  id: z
    .string()
    .regex(/^SIM[0-9a-f]{32}$/)
    .optional(),
  from: identitySchema,
  content: contentSchema,
  repliedTo: z.string().min(1).max(ID_LIMIT).optional(),
  profileName: z.string().trim().min(1).max(PROFILE_NAME_LIMIT).optional(),
});

export const readSchema = z.object({ ids: z.array(z.string().min(1).max(ID_LIMIT)).min(1).max(READ_LIMIT) });

export const historySchema = z.object({
  from: identitySchema,
  before: z.string().min(1).max(ID_LIMIT).optional(),
});

export function toInbound(body: z.output<typeof messageSchema>, now: Date): InboundMessage {
  return {
    id: body.id ?? `SIM${randomBytes(16).toString('hex')}`,
    channel: 'simulator',
    identities: [body.from],
    to: SIMULATOR_ADDRESS,
    content: body.content,
    profileName: body.profileName ?? null,
    repliedTo: body.repliedTo ?? null,
    receivedAt: now,
  };
}

/** One sentence for the person who sent it. */
export function sentence(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'The request is not understood.';
  const field = issue.path.join('.') || 'The body';
  return `${field} is not right: ${issue.message}.`;
}
