import type { Choice, InboundContent } from '../../../src/domain/message.ts';
import { present } from '../../../src/domain/presentation.ts';
import type { Draft } from '../../../src/flow/conversation.ts';
import type { Segment } from '../../../src/flow/edges.ts';
import type { World } from '../../../src/flow/world.ts';
import { createRehearsal } from '../../../src/usecases/rehearse.ts';
import type { Calendar } from '../../../src/usecases/session-ports.ts';
import { ownBookings } from '../../../src/usecases/sessions/offer-times.ts';
import { FACTS, rehearsalHouse } from '../rehearsal-house.ts';
import { certify } from './certified.ts';
import type { Bubble, Pair } from './format.ts';
import { give } from './given.ts';

export type Played = { expected: Bubble[]; records: NonNullable<Pair['records']> };

const START = new Date('2026-11-20T14:00:00Z');
const BETWEEN_TURNS_MS = 20_000;
const UNITS = { min: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const NUMBER = { kind: 'phone', value: '+573000000000' } as const;

/** Plays what the contact said; gives back what the bot said, and what is in the records then, pair by pair. */
export async function play(
  world: World,
  pairs: Pair[],
  locale: 'es' | 'en',
): Promise<{ played: Played[]; path: Segment[] }> {
  const house = rehearsalHouse(world, locale);
  const { ports, calendar } = house;
  const contactId = await ports.contacts.resolve({ identities: [NUMBER], channel: 'simulator', at: START });
  const rehearsal = createRehearsal(house, contactId);
  const shown: Choice[] = [];
  const played: Played[] = [];
  const path: Segment[] = [];
  let now = START.getTime();
  for (const pair of pairs) {
    now += BETWEEN_TURNS_MS + waited(pair.wait);
    if (pair.given) await give(house, contactId, pair.given, new Date(now));
    if (pair.certified) await certify(ports, contactId, pair.certified, new Date(now));
    const turn = await rehearsal.hear(contentOf(pair, shown), new Date(now));
    path.push(...turn.path);
    for (const draft of turn.drafts) if (draft.kind === 'choices') shown.push(...draft.choices);
    const contact = await ports.contacts.get(contactId);
    played.push({
      expected: turn.drafts.map(toBubble),
      records: {
        handoffs: (await ports.handoffs.list({ open: true })).map(({ reason }) => reason),
        verdict: (await ports.screenings.latest(contactId))?.verdict.kind ?? null,
        consented: contact?.consented ?? false,
        optedOut: contact?.optedOut ?? 'nothing',
        bookings: (await ownBookings(house, { contactId, now: new Date(now) })).map(
          ({ kind, startsAt }) => `${kind} ${calendar.dayOf(startsAt)} ${clockOf(calendar, startsAt)}`,
        ),
        waitlist: (await ports.waitlist.ofContact(contactId)).map(({ state }) => state),
        invitations: (await ports.rsvps.ofContact(contactId)).map(
          ({ answer, eventId, companions }) => `${answer} ${eventId} +${companions}`,
        ),
      },
    });
  }
  return { played, path };
}

/** A transcript recorded elsewhere names the notice by that server's own address. */
export function atHome(bubble: Bubble): Bubble {
  const rename = (text: string) => text.replace(/https?:\/\/\S+\/privacy\b/g, FACTS.policyUrl);
  return typeof bubble === 'string' ? rename(bubble) : { ...bubble, text: rename(bubble.text) };
}

function clockOf(calendar: Calendar, at: Date): string {
  const minutes = calendar.minutesOf(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function waited(wait: string | undefined): number {
  const [, count, unit] = /^\+(\d+)(min|h|d)$/.exec(wait ?? '') ?? [];
  return count && unit ? Number(count) * UNITS[unit as keyof typeof UNITS] : 0;
}

/** A title taps the button of that name shown last. */
function contentOf(pair: Pair, shown: Choice[]): InboundContent {
  const { said, tap, payload, media, caption = '', location } = pair;
  if (said !== undefined) return { kind: 'text', text: said };
  if (media) return { kind: 'media', media, caption };
  if (location) return { kind: 'location', ...location };
  if (tap === undefined) return { kind: 'unsupported' };
  const button = shown.findLast((choice) => choice.title === tap);
  if (payload === undefined && !button)
    throw new Error(`no button "${tap}" was ever shown: ${shown.map(({ title }) => title).join(' | ')}`);
  return { kind: 'tap', payload: payload ?? button?.id ?? '', title: tap };
}

function toBubble(draft: Draft): Bubble {
  const looks = present(draft);
  if (looks.kind === 'template') return looks.template;
  return looks.kind === 'text'
    ? looks.text
    : { text: looks.text, choices: looks.choices.map(({ title }) => title) };
}
