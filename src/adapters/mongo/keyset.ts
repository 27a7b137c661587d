import { readCursor } from '../../usecases/console/inbox.ts';
import type { Scope } from '../../usecases/console/scope.ts';

/** What comes after a cursor in the order of `field`, then `_id`: answered by an index on both, however deep the page. */
export function afterCursor(field: string, cursor: string | undefined, direction: 'newest' | 'oldest') {
  const last = readCursor(cursor);
  if (!last) return {};
  const beyond = direction === 'newest' ? '$lt' : '$gt';
  // The bound alone says where the index begins; the rest tells those of the same instant apart.
  return {
    [field]: { [`${beyond}e`]: last.at },
    $or: [{ [field]: { [beyond]: last.at } }, { [field]: last.at, _id: { [beyond]: last.id } }],
  };
}

/** People of the scope's territories, and those whose territory nobody knows. */
export function inTerritories(scope: Scope) {
  return scope === null ? {} : { territory: { $in: [...scope, null] } };
}
