import { type Collator, compareValues } from '../bson/compare.ts';
import { type Document, isDocument, MISSING } from '../bson/document.ts';
import { toDouble } from '../bson/number.ts';
import { isNumeric } from '../bson/types.ts';
import { MongoError } from '../errors.ts';
import { parseSort, sortDocuments } from '../query/sort.ts';
import { arrayAt, type Modifier, type UpdateContext } from './operators.ts';

/** `$push`, with `$each`, `$position`, `$sort` and `$slice`, which MongoDB applies in this order. */
export function pushTo(operand: unknown, path: string, { collator }: UpdateContext): Modifier {
  const { items, position, sort, slice } = parse(operand);
  return (current) => {
    const present = current === MISSING ? [] : arrayAt(current, '$push', path);
    const at =
      position === undefined
        ? present.length
        : position < 0
          ? Math.max(0, present.length + position)
          : position;
    const joined = [...present.slice(0, at), ...items, ...present.slice(at)];
    const sorted = sort === undefined ? joined : sortItems(joined, sort, collator);
    if (slice === undefined) return sorted;
    return slice < 0 ? sorted.slice(slice) : sorted.slice(0, slice);
  };
}

interface Push {
  items: unknown[];
  position?: number;
  sort?: unknown;
  slice?: number;
}

function parse(operand: unknown): Push {
  if (!isDocument(operand) || !('$each' in operand)) return { items: [operand] };
  if (!Array.isArray(operand.$each))
    throw new MongoError('BadValue', 'The argument to $each in $push must be an array');
  const push: Push = { items: operand.$each };
  for (const [key, value] of Object.entries(operand)) {
    if (key === '$each') continue;
    else if (key === '$position') push.position = whole(key, value);
    else if (key === '$slice') push.slice = whole(key, value);
    else if (key === '$sort') push.sort = checkedSort(value);
    else throw new MongoError('BadValue', `Unrecognized clause in $push: ${key}`);
  }
  return push;
}

function whole(key: string, value: unknown): number {
  const n = isNumeric(value) ? toDouble(value) : Number.NaN;
  if (!Number.isInteger(n)) throw new MongoError('BadValue', `The value for ${key} must be an integer value`);
  return n;
}

function checkedSort(value: unknown): unknown {
  if (isDocument(value)) {
    parseSort(value);
    return value;
  }
  const n = isNumeric(value) ? toDouble(value) : 0;
  if (n !== 1 && n !== -1) throw new MongoError('BadValue', 'The $sort element value must be either 1 or -1');
  return n;
}

function sortItems(items: unknown[], sort: unknown, collator: Collator): unknown[] {
  if (typeof sort === 'number') return items.sort((a, b) => compareValues(a, b, collator) * sort);
  return sortDocuments(items, parseSort(sort), {
    documentOf: (item) => (isDocument(item) ? item : ({} as Document)),
    collator,
  });
}
