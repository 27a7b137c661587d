import type { Collator } from '../bson/compare.ts';
import { equalValues } from '../bson/compare.ts';
import { type Document, isDocument } from '../bson/document.ts';
import { after } from '../bson/key.ts';
import { compileMatch } from '../query/match.ts';
import type { SortKey } from '../query/sort.ts';
import { type Constraint, constraintsOf, intervalsFor, invertedInterval } from './bounds.ts';
import type { Collection } from './collection.ts';
import type { IndexTable, KeyRange } from './index-table.ts';
import { BEYOND_ALL } from './index-table.ts';

export type Plan =
  | { kind: 'collection' }
  | { kind: 'index'; index: IndexTable; ranges: KeyRange[]; reverse: boolean; sorted: boolean }
  | { kind: 'union'; plans: Plan[] };

export interface Question {
  query: Document;
  sort: SortKey[];
  collator?: Collator;
  /** An index the client insists on; `$natural` insists on none. */
  hint?: IndexTable | '$natural';
}

/** More combinations of `$in` values than this are not spelt out as ranges of a compound index. */
const MAX_RANGES = 1_000;
const EVERYTHING: KeyRange = { from: Buffer.alloc(0), to: BEYOND_ALL };

/** Chooses how to find the candidates of a query. Each one is still tested: a plan may only be too wide. */
export function choosePlan(collection: Collection, question: Question): Plan {
  if (question.hint === '$natural') return { kind: 'collection' };
  const constraints = constraintsOf(question.query);
  if (question.hint) return indexPlan(question.hint, constraints, question).plan;
  let best: Candidate | null = null;
  for (const index of collection.indexes) {
    if (!serves(index, question.query, constraints)) continue;
    const candidate = indexPlan(index, constraints, question);
    if (candidate.score > (best?.score ?? 0)) best = candidate;
  }
  if (best?.bounded) return best.plan;
  return unionPlan(collection, question) ?? best?.plan ?? { kind: 'collection' };
}

interface Candidate {
  plan: Plan;
  score: number;
  bounded: boolean;
}

function indexPlan(index: IndexTable, constraints: Map<string, Constraint[]>, question: Question): Candidate {
  const { fields } = index.spec;
  let prefixes: Buffer[] = [Buffer.alloc(0)];
  let ranges: KeyRange[] | null = null;
  let points = 0;
  for (const field of fields) {
    const given = constraints.get(field.name);
    const ascending = given ? intervalsFor(given, index.multikey, question.collator) : null;
    if (!ascending || prefixes.length * ascending.length > MAX_RANGES) break;
    const intervals = field.direction === 1 ? ascending : ascending.map(invertedInterval);
    if (!intervals.every((interval) => interval.point)) {
      ranges = prefixes.flatMap((prefix) => intervals.map(({ from, to }) => joined(prefix, from, to)));
      break;
    }
    prefixes = prefixes.flatMap((prefix) => intervals.map(({ from }) => Buffer.concat([prefix, from])));
    points++;
  }
  const bounded = points > 0 || ranges !== null;
  const all = ranges ?? (points > 0 ? prefixes.map(startingWith) : [EVERYTHING]);
  const order = sortedBy(index, question, { points, single: prefixes.length === 1 && all.length <= 1 });
  return {
    plan: { kind: 'index', index, ranges: all, reverse: order === -1, sorted: order !== 0 },
    score:
      points * 4 +
      (ranges ? 2 : 0) +
      (order !== 0 && question.sort.length > 0 ? 1 : 0) +
      uniqueBonus(index, points),
    bounded,
  };
}

/** A unique index met in every field gives one document at most. */
function uniqueBonus(index: IndexTable, points: number): number {
  return index.spec.unique && points === index.spec.fields.length ? 100 : 0;
}

function joined(prefix: Buffer, from: Buffer, to: Buffer): KeyRange {
  return { from: Buffer.concat([prefix, from]), to: Buffer.concat([prefix, to]) };
}

function startingWith(prefix: Buffer): KeyRange {
  return { from: prefix, to: after(prefix) ?? BEYOND_ALL };
}

/** 1 or -1 where reading the index forwards or backwards gives the order asked for, 0 where it must be sorted. */
function sortedBy(
  index: IndexTable,
  question: Question,
  found: { points: number; single: boolean },
): 1 | -1 | 0 {
  if (question.sort.length === 0) return 1;
  if (!found.single || index.multikey || question.collator) return 0;
  const fixed = new Set(index.spec.fields.slice(0, found.points).map((field) => field.name));
  const wanted = question.sort.filter((key) => !fixed.has(key.name));
  const rest = index.spec.fields.slice(found.points);
  const directions = new Set<number>();
  for (const [i, key] of wanted.entries()) {
    const field = rest[i];
    if (field?.name !== key.name) return 0;
    directions.add(field.direction * key.direction);
  }
  if (directions.size > 1) return 0;
  return directions.has(-1) ? -1 : 1;
}

/** Whether every match of the query has an entry in the index. */
function serves(index: IndexTable, query: Document, constraints: Map<string, Constraint[]>): boolean {
  const { sparse, partial, fields } = index.spec;
  if (sparse) return fields.some((field) => (constraints.get(field.name) ?? []).some(excludesNull));
  return !partial || impliesAll(query, constraints, partial.filter);
}

function excludesNull({ operator, operand }: Constraint): boolean {
  if (operator === '$in')
    return Array.isArray(operand) && !operand.some((item) => item === null || item === undefined);
  return operand !== null && operand !== undefined;
}

function impliesAll(query: Document, constraints: Map<string, Constraint[]>, filter: Document): boolean {
  return Object.entries(filter).every(([key, condition]) => {
    if (key === '$and' && Array.isArray(condition)) {
      return condition.every((branch) => isDocument(branch) && impliesAll(query, constraints, branch));
    }
    if (key in query && equalValues(query[key], condition)) return true;
    if (key.startsWith('$')) return false;
    return impliesClause(constraints.get(key) ?? [], condition);
  });
}

/** A value the query insists on decides whether a clause on that field holds. */
function impliesClause(constraints: Constraint[], condition: unknown): boolean {
  const holds = compileMatch({ value: condition });
  const onlyExists =
    isDocument(condition) && Object.keys(condition).join() === '$exists' && condition.$exists !== false;
  return constraints.some((constraint) => {
    if (onlyExists) return excludesNull(constraint);
    if (constraint.operator === '$eq')
      return excludesNull(constraint) && holds({ value: constraint.operand });
    if (constraint.operator !== '$in' || !Array.isArray(constraint.operand))
      return sameRange(constraint, condition);
    return excludesNull(constraint) && constraint.operand.every((value) => holds({ value }));
  });
}

function sameRange({ operator, operand }: Constraint, condition: unknown): boolean {
  if (!isDocument(condition) || Object.keys(condition).length !== 1) return false;
  return operator in condition && equalValues(condition[operator], operand);
}

/** Each branch of an `$or` may have an index of its own. */
function unionPlan(collection: Collection, question: Question): Plan | null {
  const branches = question.query.$or;
  if (!Array.isArray(branches)) return null;
  const plans: Plan[] = [];
  for (const branch of branches) {
    if (!isDocument(branch)) return null;
    const plan = choosePlan(collection, { query: branch, sort: [], collator: question.collator });
    if (plan.kind === 'collection' || (plan.kind === 'index' && plan.ranges[0] === EVERYTHING)) return null;
    plans.push(plan);
  }
  return { kind: 'union', plans };
}
