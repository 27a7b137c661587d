import { type Document, isDocument } from '../bson/document.ts';
import { toDouble } from '../bson/number.ts';
import { isNumeric } from '../bson/types.ts';
import { MongoError } from '../errors.ts';
import { compileMatch, type Matcher } from '../query/match.ts';

export interface IndexField {
  name: string;
  path: readonly string[];
  direction: 1 | -1;
}

export interface IndexSpec {
  name: string;
  fields: IndexField[];
  unique: boolean;
  sparse: boolean;
  expireAfterSeconds: number | null;
  partial: { filter: Document; matches: Matcher } | null;
  /** As listIndexes shows it. */
  document: Document;
}

/** MongoDB's limit of fields in a compound index. */
const MAX_FIELDS = 32;
/** MongoDB's limit of expireAfterSeconds: a signed 32-bit number of seconds. */
const MAX_EXPIRY_SECONDS = 0x7fffffff;
const OPTIONS = new Set([
  'v',
  'key',
  'name',
  'ns',
  'unique',
  'sparse',
  'background',
  'partialFilterExpression',
  'expireAfterSeconds',
  'collation',
]);

export const ID_INDEX: Document = { v: 2, key: { _id: 1 }, name: '_id_' };

export function parseIndexSpec(given: unknown): IndexSpec {
  if (!isDocument(given)) throw new MongoError('TypeMismatch', 'an index specification must be a document');
  const { key, name } = given;
  if (!isDocument(key) || Object.keys(key).length === 0) {
    throw new MongoError('CannotCreateIndex', 'Index keys cannot be an empty object');
  }
  if (typeof name !== 'string' || name === '')
    throw new MongoError(
      'FailedToParse',
      "The 'name' field is a required property of an index specification",
    );
  for (const option of Object.keys(given)) {
    if (!OPTIONS.has(option))
      throw new MongoError('InvalidOptions', `The index option '${option}' is not supported by this server`);
  }
  refuseCollation(given.collation);
  const isId = Object.keys(key).length === 1 && key._id !== undefined;
  const unique = given.unique === true || isId;
  const sparse = given.sparse === true;
  const partial = given.partialFilterExpression;
  if (partial !== undefined && !isDocument(partial)) {
    throw new MongoError('CannotCreateIndex', "The field 'partialFilterExpression' must be a document");
  }
  if (sparse && partial)
    throw new MongoError('CannotCreateIndex', "cannot mix 'partialFilterExpression' and 'sparse' options");
  const document: Document = { v: 2, key, name };
  for (const option of ['unique', 'sparse'] as const) if (given[option]) document[option] = true;
  if (partial) document.partialFilterExpression = partial;
  if (given.expireAfterSeconds !== undefined) document.expireAfterSeconds = given.expireAfterSeconds;
  return {
    name,
    fields: parseFields(key),
    unique,
    sparse,
    expireAfterSeconds: parseExpiry(given.expireAfterSeconds, key),
    partial: partial ? { filter: partial, matches: compileMatch(partial) } : null,
    document,
  };
}

function parseFields(key: Document): IndexField[] {
  const entries = Object.entries(key);
  if (entries.length > MAX_FIELDS)
    throw new MongoError('CannotCreateIndex', `Index key pattern has more than ${MAX_FIELDS} fields`);
  return entries.map(([name, direction]) => {
    if (!isNumeric(direction)) {
      throw new MongoError(
        'CannotCreateIndex',
        `Unknown or unsupported index type '${String(direction)}' for '${name}'`,
      );
    }
    const n = toDouble(direction);
    if (n === 0 || Number.isNaN(n))
      throw new MongoError('CannotCreateIndex', 'Values in the index key pattern cannot be 0.');
    if (name === '' || name.split('.').some((part) => part === '' || part.startsWith('$'))) {
      throw new MongoError('CannotCreateIndex', `Index key '${name}' is not a valid field path`);
    }
    return { name, path: name.split('.'), direction: n > 0 ? 1 : -1 };
  });
}

export function parseExpiry(value: unknown, key: Document): number | null {
  if (value === undefined) return null;
  const seconds = isNumeric(value) ? toDouble(value) : Number.NaN;
  if (!(seconds >= 0 && seconds <= MAX_EXPIRY_SECONDS)) {
    throw new MongoError(
      'CannotCreateIndex',
      `TTL index 'expireAfterSeconds' must be within the range 0 to ${MAX_EXPIRY_SECONDS}`,
    );
  }
  if (Object.keys(key).length > 1)
    throw new MongoError(
      'CannotCreateIndex',
      'TTL indexes are single-field indexes, compound indexes do not support TTL',
    );
  if (key._id !== undefined)
    throw new MongoError('CannotCreateIndex', 'The _id field does not support TTL indexes');
  return seconds;
}

function refuseCollation(collation: unknown): void {
  if (collation === undefined || (isDocument(collation) && collation.locale === 'simple')) return;
  throw new MongoError('NotImplemented', 'this server builds no index with a collation');
}
