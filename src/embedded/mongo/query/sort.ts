import { type Collator, compareValues } from '../bson/compare.ts';
import { type Document, isDocument, MISSING } from '../bson/document.ts';
import { toDouble } from '../bson/number.ts';
import { isNumeric } from '../bson/types.ts';
import { MongoError } from '../errors.ts';
import { type Path, parsePath, someValueAt } from './paths.ts';

export interface SortKey {
  name: string;
  path: Path;
  direction: 1 | -1;
}

/** MongoDB's limit, "32 fields in a sort pattern". */
const MAX_SORT_KEYS = 32;

export function parseSort(spec: unknown): SortKey[] {
  if (spec === undefined || spec === null) return [];
  if (!isDocument(spec)) throw new MongoError('TypeMismatch', 'sort has to be a document');
  const entries = Object.entries(spec);
  if (entries.length > MAX_SORT_KEYS) throw new MongoError('BadValue', 'too many sort keys');
  return entries.map(([name, direction]) => {
    if (isDocument(direction)) throw new MongoError('BadValue', `$meta sort on ${name} is not supported`);
    const n = isNumeric(direction) ? toDouble(direction) : Number.NaN;
    if (n !== 1 && n !== -1) {
      throw new MongoError('BadValue', '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    }
    if (name === '' || name.startsWith('$')) {
      throw new MongoError('Location16436', `FieldPath field names may not start with '$': ${name}`);
    }
    return { name, path: parsePath(name), direction: n };
  });
}

export function sortDocuments<T>(
  items: T[],
  keys: SortKey[],
  options: { documentOf: (item: T) => Document; collator?: Collator },
): T[] {
  const { documentOf, collator } = options;
  const rows = items.map((item) => {
    const document = documentOf(item);
    return { item, values: keys.map((key) => sortValue(document, key, collator)) };
  });
  rows.sort((a, b) => {
    for (let i = 0; i < keys.length; i++) {
      const order = compareValues(a.values[i], b.values[i], collator);
      if (order !== 0) return order * (keys[i] as SortKey).direction;
    }
    return 0;
  });
  return rows.map((row) => row.item);
}

/** An array sorts by its smallest item upwards and its largest downwards, an empty one before null. */
function sortValue(document: Document, key: SortKey, collator: Collator): unknown {
  let best: unknown;
  let found = false;
  const consider = (value: unknown) => {
    if (!found || compareValues(value, best, collator) * key.direction < 0) best = value;
    found = true;
  };
  someValueAt(document, key.path, (value) => {
    if (!Array.isArray(value)) consider(value === MISSING ? null : value);
    else if (value.length === 0) consider(undefined);
    else value.forEach(consider);
    return false;
  });
  return found ? best : null;
}
