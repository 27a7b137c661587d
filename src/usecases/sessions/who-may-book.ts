import type { Enrolment } from '../../domain/enrolment.ts';
import type { Route } from '../../domain/route.ts';
import type { SessionKind } from '../../domain/session.ts';
import { territoryKey } from '../console/scope.ts';
import type { RecordPorts, ScreeningRecord } from '../ports.ts';
import { type Area, ownBookings } from './offer-times.ts';

/** As what somebody may book; who is enrolled does it for one of their businesses. */
export type Entitlement =
  | { kind: 'enrolled'; enrolments: Enrolment[] }
  | { kind: 'eligible'; screening: ScreeningRecord }
  | { kind: 'unscreened' }
  | { kind: 'review' }
  | { kind: 'ineligible' };

export async function entitlementOf(
  { enrolments, screenings }: Pick<RecordPorts, 'enrolments' | 'screenings'>,
  contactId: string,
): Promise<Entitlement> {
  const active = (await enrolments.ofContact(contactId)).filter(({ status }) => status === 'active');
  if (active.length > 0) return { kind: 'enrolled', enrolments: active };
  const screening = await screenings.latest(contactId);
  if (!screening) return { kind: 'unscreened' };
  const verdict = { accepted: 'eligible', rejected: 'ineligible', asked: null }[
    screening.decision ?? 'asked'
  ];
  const kind = (verdict ?? screening.verdict.kind) as 'eligible' | 'review' | 'ineligible';
  return kind === 'eligible' ? { kind, screening } : { kind };
}

/** Somebody who may book, with what and where. */
export type Booker = {
  contactId: string;
  enrolmentId: string | null;
  kinds: readonly SessionKind[];
  area: Area | null;
};

type House = { ports: RecordPorts; route: Route };

/** Looked up anew for each act: a stage moves on while somebody chooses. Null where they may book nothing. */
export async function bookerOf(
  { ports, route }: House,
  { contactId, enrolmentId }: { contactId: string; enrolmentId: string | null },
): Promise<Booker | null> {
  const entitled = await entitlementOf(ports, contactId);
  if (entitled.kind === 'enrolled') {
    const { enrolments } = entitled;
    const enrolment = enrolments.find(({ id }) => id === enrolmentId) ?? enrolments[0];
    if (!enrolment) return null;
    const { id, stage, chamber, territory } = enrolment;
    return {
      ...{ contactId, enrolmentId: id, kinds: route.stages[stage] ?? [] },
      area: { chamber, territory },
    };
  }
  if (entitled.kind !== 'eligible') return null;
  const area = await areaOf(ports, entitled.screening);
  return { contactId, enrolmentId: null, kinds: route.eligible, area };
}

/** Somebody who moves a session of theirs: they may have another time of that kind. */
export async function moverOf(
  { bookings, enrolments }: Pick<RecordPorts, 'bookings' | 'enrolments'>,
  { contactId, bookingId }: { contactId: string; bookingId: string },
): Promise<Booker | null> {
  const booking = await bookings.get(bookingId);
  if (booking?.contactId !== contactId || booking.state !== 'booked') return null;
  const { enrolmentId, kind, chamber } = booking;
  const enrolment = enrolmentId ? await enrolments.get(enrolmentId) : null;
  const territory = enrolment?.territory ?? null;
  return { contactId, enrolmentId, kinds: [kind], area: { chamber, territory } };
}

/** The chamber that runs the territory somebody named in their screening. */
async function areaOf(
  { chambers }: Pick<RecordPorts, 'chambers'>,
  { answers }: ScreeningRecord,
): Promise<Area | null> {
  const place = answers.place?.value;
  const named = place && typeof place === 'object' && !Array.isArray(place) ? place.territory : null;
  if (typeof named !== 'string') return null;
  for (const { id: chamber, territories } of await chambers.list()) {
    const territory = territories.find((one) => territoryKey(one) === territoryKey(named));
    if (territory) return { chamber, territory };
  }
  return null;
}

export type Limit = 'already' | 'too-many';

/** Why somebody may not have one more of a kind: they have it, or as many as one may have ahead. */
export async function limitOn(
  house: House,
  booker: Pick<Booker, 'contactId' | 'enrolmentId'>,
  { kind, now }: { kind: SessionKind; now: Date },
): Promise<Limit | null> {
  const own = await ownBookings(house, { contactId: booker.contactId, now });
  const same = own.some((one) => one.kind === kind && one.enrolmentId === booker.enrolmentId);
  if (same && house.route.once.includes(kind)) return 'already';
  return own.length >= house.route.mostAhead ? 'too-many' : null;
}
