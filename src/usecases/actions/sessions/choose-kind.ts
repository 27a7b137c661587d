import type { SessionKind } from '../../../domain/session.ts';
import type { Values } from '../../../flow/conversation.ts';
import type { Advancing } from '../../advance.ts';
import { cardOf, sessionOf, titleOf } from '../../sessions/in-words.ts';
import { ownBookings } from '../../sessions/offer-times.ts';
import { type Booker, bookerOf, limitOn } from '../../sessions/who-may-book.ts';
import type { Action, ActionContext } from '../action.ts';
import { picked, readFrame } from './read-frame.ts';

/** The kinds of session somebody's stage allows; where it is one alone, that one. */
export const listKinds: Action = async (house, context) => {
  const frame = readFrame(context);
  const { contactId, now } = context;
  const enrolmentId = picked(frame, 'business') ?? frame.values.enrolment ?? null;
  const booker = await bookerOf(house, { contactId, enrolmentId });
  if (!booker || booker.kinds.length === 0) return { outcome: 'none' };
  const open: SessionKind[] = [];
  let already: SessionKind | null = null;
  for (const kind of booker.kinds) {
    const limit = await limitOn(house, booker, { kind, now });
    if (limit === 'too-many') return { outcome: 'too-many' };
    if (limit === 'already') already ??= kind;
    else open.push(kind);
  }
  const enrolment = booker.enrolmentId;
  const [only, ...others] = open;
  if (only === undefined)
    return { outcome: 'already', values: await ownCard(house, context, { booker, kind: already }) };
  if (others.length === 0) return { outcome: 'one', values: { enrolment, ...chosen(house, context, only) } };
  const { texts } = house.world;
  const kinds = open.map((kind) => ({
    id: kind,
    title: titleOf(texts, context.locale, kind),
    description: texts.get(context.locale, `sessions:about.${kind}`),
  }));
  return { outcome: 'several', values: { enrolment, kinds } };
};

/** Takes the kind that was picked. */
export const chooseKind: Action = async (house, context) => {
  const frame = readFrame(context);
  const kind = picked(frame, 'picked') as SessionKind | null;
  const { contactId } = context;
  const booker = await bookerOf(house, { contactId, enrolmentId: frame.values.enrolment ?? null });
  if (!kind || !booker?.kinds.includes(kind)) return { outcome: 'none' };
  return { outcome: 'chosen', values: chosen(house, context, kind) };
};

function chosen({ world }: Advancing, { locale }: ActionContext, kind: SessionKind): Values {
  return { kind, title: titleOf(world.texts, locale, kind) };
}

/** The session of this kind that somebody has already. */
export async function ownCard(
  house: Advancing,
  { contactId, now, locale }: ActionContext,
  { booker, kind }: { booker: Booker; kind: SessionKind | null },
): Promise<Values> {
  const own = await ownBookings(house, { contactId, now });
  const same = own.find((one) => one.kind === kind && one.enrolmentId === booker.enrolmentId);
  return { card: same ? await cardOf(house, locale, await sessionOf(house, same)) : '' };
}
