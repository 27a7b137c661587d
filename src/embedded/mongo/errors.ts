/** Code and name as in MongoDB's error_codes.yml: clients decide by these, never by the text. */
const CODES = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  TypeMismatch: 14,
  InvalidBSON: 22,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  NotSingleValueField: 54,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  NotImplemented: 238,
  CannotIndexParallelArrays: 171,
  QueryPlanKilled: 175,
  IDLUnknownField: 40415,
  IDLFailedToParse: 40414,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  Location31253: 31253,
  Location31254: 31254,
  Location16436: 16436,
  Location17276: 17276,
  Location40323: 40323,
  Location40324: 40324,
  Location40352: 40352,
  Location51091: 51091,
} as const;

export type ErrorName = keyof typeof CODES;

export class MongoError extends Error {
  override name = 'MongoError' as const;
  readonly codeName: ErrorName;
  readonly code: number;
  /** Fields that MongoDB adds to this error, such as keyPattern and keyValue. */
  readonly details: Record<string, unknown>;

  constructor(codeName: ErrorName, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.codeName = codeName;
    this.code = CODES[codeName];
    this.details = details;
  }
}
