import { isZero } from '../bson/arithmetic.ts';
import { MISSING } from '../bson/document.ts';
import { isNumeric } from '../bson/types.ts';

/** What an aggregation expression takes for true: all but false, null, absent and zero. */
export function truthy(value: unknown): boolean {
  if (value === MISSING || value === null || value === undefined || value === false) return false;
  return !isNumeric(value) || !isZero(value);
}
