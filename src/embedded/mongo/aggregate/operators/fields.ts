import { type Document, has, isDocument, MISSING, put } from '../../bson/document.ts';
import { MongoError } from '../../errors.ts';
import type { ExpressionOperator } from '../expression.ts';
import { named, nothing, typeName } from './operands.ts';

/** Fields whose names are not paths: with dots, or a dollar in front. */
export const FIELDS: Record<string, ExpressionOperator> = {
  $getField: (operand, compile) => {
    const parts = isDocument(operand) && 'field' in operand ? operand : { field: operand };
    return named('$getField', { required: ['field', 'input'] }, ({ field, input }) => {
      if (nothing(input)) return input === MISSING ? MISSING : null;
      const name = nameOf(field);
      return isDocument(input) && has(input, name) ? input[name] : MISSING;
    })({ input: '$$CURRENT', ...parts }, compile);
  },
  $setField: named('$setField', { required: ['field', 'input', 'value'] }, ({ field, input, value }) => {
    const copy = copyOf(input);
    if (copy && value === MISSING) delete copy[nameOf(field)];
    else if (copy) put(copy, nameOf(field), value);
    return copy;
  }),
  $unsetField: named('$unsetField', { required: ['field', 'input'] }, ({ field, input }) => {
    const copy = copyOf(input);
    if (copy) delete copy[nameOf(field)];
    return copy;
  }),
  $rand: () => () => Math.random(),
};

function copyOf(input: unknown): Document | null {
  if (nothing(input)) return null;
  if (isDocument(input)) return { ...input };
  throw new MongoError(
    'Location4161105',
    `$setField requires 'input' to evaluate to an object, found ${typeName(input)}`,
  );
}

function nameOf(field: unknown): string {
  if (typeof field === 'string') return field;
  throw new MongoError(
    'Location3041704',
    `$getField requires 'field' to evaluate to type String, found ${typeName(field)}`,
  );
}
