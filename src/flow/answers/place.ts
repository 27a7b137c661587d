import type { PlaceAnswer } from '../understanding/places.ts';
import { type AnswerResult, confirm, UNCLEAR, understood } from './answer-result.ts';
import { isUnknown } from './plain.ts';

export type PlaceContext = { findPlace: (text: string) => PlaceAnswer | null };

/** The municipality of the business; `confirm` when the name is that of several places. */
export function parsePlace(text: string, context: PlaceContext): AnswerResult<PlaceAnswer> {
  if (isUnknown(text)) return UNCLEAR;
  const place = context.findPlace(text);
  if (place === null) return UNCLEAR;
  return place.kind === 'ambiguous' ? confirm(place) : understood(place);
}
