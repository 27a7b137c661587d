/** What a parser made of an answer. `confirm`: plausible but vague, so a button settles it. `unclear`: ask again, never guess. */
export type AnswerResult<T> =
  | { kind: 'understood'; value: T }
  | { kind: 'confirm'; value: T }
  | { kind: 'unclear' };

export const UNCLEAR = { kind: 'unclear' } as const;

export function understood<T>(value: T): AnswerResult<T> {
  return { kind: 'understood', value };
}

export function confirm<T>(value: T): AnswerResult<T> {
  return { kind: 'confirm', value };
}

/** A number, or a range when the person gave two. */
export type Amount = number | { min: number; max: number };
