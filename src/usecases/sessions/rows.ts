import { createHash } from 'node:crypto';
import { LIMITS } from '../../domain/presentation.ts';
import type { Session } from '../../domain/session.ts';
import type { Row } from '../../flow/definition.ts';
import type { Texts } from '../../flow/world.ts';
import { titleOf } from './in-words.ts';
import type { Offer } from './offer-times.ts';

/** What a tapped row of times is known by: an individual session by its instant, since any advisor who is free will do. */
export function rowIdOf({ id, seats, startsAt }: Session): string {
  return seats === 1 ? `t${Math.floor(startsAt.getTime() / 60_000)}` : `s${shortHash(id)}`;
}

/** Ids of records hold letters that may not ride in a payload. */
export function shortHash(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 12);
}

/** Rows besides the one for more. */
export const ROWS_A_PAGE = LIMITS.rows - 1;

/** A page of a list, with a row for the next one where there is more. */
export function pageOf<T>(all: readonly T[], page: number): { shown: readonly T[]; more: boolean } {
  const from = page * ROWS_A_PAGE;
  const left = all.length - from;
  // The last page may be as long as a list can be.
  const most = left <= LIMITS.rows ? LIMITS.rows : ROWS_A_PAGE;
  return { shown: all.slice(from, from + most), more: left > most };
}

export function timeRow(texts: Texts, locale: string, { session, free }: Offer): Row {
  const title = texts.moment(locale, session.startsAt);
  const place = placeShort(texts, locale, session);
  const description =
    session.seats === 1
      ? place
      : free > 0
        ? texts.get(locale, 'sessions:rows.seats', { count: free, place })
        : texts.get(locale, 'sessions:rows.full');
  return {
    id: rowIdOf(session),
    title: shorten(title, LIMITS.rowTitle),
    description: shorten(description, LIMITS.rowDescription),
  };
}

export function ownRow(texts: Texts, locale: string, own: { id: string; session: Session }): Row {
  const { id, session } = own;
  const kind = titleOf(texts, locale, session.kind);
  const place = placeShort(texts, locale, session);
  const description = texts.get(locale, 'sessions:rows.own', { kind, place });
  return {
    id: shortHash(id),
    title: shorten(texts.moment(locale, session.startsAt), LIMITS.rowTitle),
    description: shorten(description, LIMITS.rowDescription),
  };
}

export function moreRow(texts: Texts, locale: string, which: 'times' | 'sessions'): Row {
  return { id: 'more', title: texts.get(locale, `sessions:rows.more-${which}`) };
}

/** A link says nothing in a row. */
function placeShort(texts: Texts, locale: string, { place: { address, link } }: Session): string {
  return address ?? texts.get(locale, link ? 'sessions:place.online' : 'sessions:place.open');
}

export function shorten(text: string, most: number): string {
  const characters = [...text.replace(/\s+/g, ' ')];
  return characters.length <= most
    ? characters.join('')
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}
