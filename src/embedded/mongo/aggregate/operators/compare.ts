import { compareValues } from '../../bson/compare.ts';
import type { ExpressionOperator } from '../expression.ts';
import { eager } from './operands.ts';

const TWO = { min: 2, max: 2 };

/** Across all types, unlike the query operators of the same names. */
export const COMPARISON: Record<string, ExpressionOperator> = {
  $cmp: eager('$cmp', TWO, (a, b) => Math.sign(compareValues(a, b))),
  $eq: eager('$eq', TWO, (a, b) => compareValues(a, b) === 0),
  $ne: eager('$ne', TWO, (a, b) => compareValues(a, b) !== 0),
  $gt: eager('$gt', TWO, (a, b) => compareValues(a, b) > 0),
  $gte: eager('$gte', TWO, (a, b) => compareValues(a, b) >= 0),
  $lt: eager('$lt', TWO, (a, b) => compareValues(a, b) < 0),
  $lte: eager('$lte', TWO, (a, b) => compareValues(a, b) <= 0),
};
