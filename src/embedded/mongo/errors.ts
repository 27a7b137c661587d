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
  InvalidPipelineOperator: 168,
  CannotIndexParallelArrays: 171,
  QueryPlanKilled: 175,
  NotImplemented: 238,
  ConversionFailure: 241,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  MergeStageNoMatchingDocument: 13113,
  IDLFailedToParse: 40414,
  IDLUnknownField: 40415,
  Location15947: 15947,
  Location15952: 15952,
  Location15955: 15955,
  Location15958: 15958,
  Location15959: 15959,
  Location15976: 15976,
  Location15983: 15983,
  Location15998: 15998,
  Location16006: 16006,
  Location16007: 16007,
  Location16020: 16020,
  Location16410: 16410,
  Location16436: 16436,
  Location16610: 16610,
  Location16612: 16612,
  Location16702: 16702,
  Location17124: 17124,
  Location17276: 17276,
  Location18536: 18536,
  Location28667: 28667,
  Location28714: 28714,
  Location28729: 28729,
  Location28811: 28811,
  Location28818: 28818,
  Location28822: 28822,
  Location31253: 31253,
  Location31254: 31254,
  Location34449: 34449,
  Location40066: 40066,
  Location40081: 40081,
  Location40156: 40156,
  Location40158: 40158,
  Location40169: 40169,
  Location40170: 40170,
  Location40194: 40194,
  Location40196: 40196,
  Location40201: 40201,
  Location40228: 40228,
  Location40231: 40231,
  Location40234: 40234,
  Location40235: 40235,
  Location40238: 40238,
  Location40323: 40323,
  Location40324: 40324,
  Location40386: 40386,
  Location40390: 40390,
  Location40400: 40400,
  Location40415: 40415,
  Location40485: 40485,
  Location40602: 40602,
  Location51024: 51024,
  Location51091: 51091,
  Location5107200: 5107200,
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
