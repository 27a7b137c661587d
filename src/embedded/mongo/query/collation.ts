import type { Collator } from '../bson/compare.ts';
import { isDocument } from '../bson/document.ts';
import { toDouble } from '../bson/number.ts';
import { isNumeric } from '../bson/types.ts';
import { MongoError } from '../errors.ts';

/** ICU's strengths as MongoDB numbers them; 4 and 5 have no counterpart in Intl. */
const SENSITIVITIES: Record<number, Intl.CollatorOptions['sensitivity']> = {
  1: 'base',
  2: 'accent',
  3: 'variant',
};
const FIELDS = new Set([
  'locale',
  'strength',
  'numericOrdering',
  'caseLevel',
  'caseFirst',
  'alternate',
  'maxVariable',
  'normalization',
  'backwards',
]);

/** Locale, strength and numericOrdering are honoured, defaults are accepted, the rest is refused. */
export function parseCollation(collation: unknown): Collator {
  if (collation === undefined || collation === null) return undefined;
  if (!isDocument(collation)) throw new MongoError('TypeMismatch', 'collation must be a document');
  const { locale } = collation;
  if (typeof locale !== 'string')
    throw new MongoError('IDLFailedToParse', "BSON field 'collation.locale' is missing but a required field");
  for (const field of Object.keys(collation)) {
    if (!FIELDS.has(field))
      throw new MongoError('IDLUnknownField', `BSON field 'collation.${field}' is an unknown field.`);
  }
  if (locale === 'simple') return undefined;
  const strength = isNumeric(collation.strength) ? toDouble(collation.strength) : 3;
  const sensitivity = SENSITIVITIES[strength];
  const { caseLevel = false, caseFirst = 'off', alternate = 'non-ignorable', backwards = false } = collation;
  if (
    !sensitivity ||
    caseLevel !== false ||
    caseFirst !== 'off' ||
    alternate !== 'non-ignorable' ||
    backwards !== false
  ) {
    throw new MongoError(
      'NotImplemented',
      'this server knows of a collation only locale, strength 1 to 3 and numericOrdering',
    );
  }
  const tag = locale.replaceAll('_', '-');
  if (Intl.Collator.supportedLocalesOf([tag]).length === 0)
    throw new MongoError('BadValue', `Field 'locale' is invalid in: ${locale}`);
  return new Intl.Collator(tag, { sensitivity, numeric: collation.numericOrdering === true });
}
