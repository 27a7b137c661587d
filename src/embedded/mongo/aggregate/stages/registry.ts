import type { StageCompiler } from '../pipeline.ts';
import { bucket, sortByCount } from './bucket.ts';
import { group } from './group.ts';
import { facet, lookup, unionWith } from './join.ts';
import { addFields, project, unset } from './shape.ts';
import { count, limit, match, replaceRoot, replaceWith, skip, sort } from './simple.ts';
import { unwind } from './unwind.ts';

/** Every stage that maps documents to documents; each has a case in the contract suite. */
export const STAGES: ReadonlyMap<string, StageCompiler> = new Map(
  Object.entries<StageCompiler>({
    $addFields: addFields,
    $bucket: bucket,
    $count: count,
    $facet: facet,
    $group: group,
    $limit: limit,
    $lookup: lookup,
    $match: match,
    $project: project,
    $replaceRoot: replaceRoot,
    $replaceWith: replaceWith,
    $set: addFields,
    $skip: skip,
    $sort: sort,
    $sortByCount: sortByCount,
    $unionWith: unionWith,
    $unset: unset,
    $unwind: unwind,
  }),
);
