import { type Document, isDocument } from '../bson/document.ts';
import { toDouble } from '../bson/number.ts';
import { isNumeric } from '../bson/types.ts';
import { MongoError } from '../errors.ts';

/** Fields that any command may carry (MongoDB: generic_argument.idl) and that change nothing here. */
const GENERIC = new Set([
  '$db',
  '$readPreference',
  '$clusterTime',
  'lsid',
  'txnNumber',
  'autocommit',
  'startTransaction',
  'comment',
  'maxTimeMS',
  'readConcern',
  'writeConcern',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
]);

/** Transactions need a replica set; a snapshot cannot be had. */
const READ_CONCERNS = new Set(['local', 'available', 'majority']);

export function checkFields(name: string, command: Document, known: readonly string[]): void {
  for (const key of Object.keys(command)) {
    if (key === name || GENERIC.has(key) || known.includes(key)) continue;
    throw unknownField(`${name}.${key}`);
  }
  if (command.startTransaction !== undefined || command.autocommit !== undefined) {
    throw new MongoError(
      'BadValue',
      'Transaction numbers are only allowed on a replica set member or mongos',
    );
  }
  const level = isDocument(command.readConcern) ? command.readConcern.level : undefined;
  if (level !== undefined && !READ_CONCERNS.has(String(level))) {
    throw new MongoError(
      'InvalidOptions',
      `read concern level '${String(level)}' is not supported by this server`,
    );
  }
}

export function unknownField(path: string): MongoError {
  return new MongoError('IDLUnknownField', `BSON field '${path}' is an unknown field.`);
}

export function collectionName(command: Document, name: string): string {
  const value = command[name];
  if (typeof value !== 'string') {
    throw new MongoError('InvalidNamespace', `collection name has invalid type for ${name}`);
  }
  return value;
}

export function documentField(command: Document, name: string): Document {
  const value = command[name];
  if (value === undefined || value === null) return {};
  if (!isDocument(value)) throw wrongType(name, 'object');
  return value;
}

export function numberField(command: Document, name: string): number | undefined {
  const value = command[name];
  if (value === undefined || value === null) return undefined;
  if (!isNumeric(value)) throw wrongType(name, 'number');
  return toDouble(value);
}

/** A whole number from zero up. */
export function countField(command: Document, name: string): number | undefined {
  const n = numberField(command, name);
  if (n !== undefined && n < 0)
    throw new MongoError('BadValue', `BSON field '${name}' value must be >= 0, actual value '${n}'`);
  return n === undefined ? undefined : Math.trunc(n);
}

/** MongoDB takes numbers for booleans. */
export function flagField(command: Document, name: string): boolean {
  const value = command[name];
  if (value === undefined || value === null) return false;
  if (typeof value === 'boolean') return value;
  if (isNumeric(value)) return toDouble(value) !== 0;
  throw wrongType(name, 'bool');
}

export function wrongType(name: string, expected: string): MongoError {
  return new MongoError(
    'TypeMismatch',
    `BSON field '${name}' is the wrong type, expected type '${expected}'`,
  );
}
