import { type Flow, flowSchema } from '../../flow/definition.ts';
import type { Stand } from '../../flow/migration-plan.ts';
import type { Models } from './models.ts';

/** A version as it was published, with the texts it had in each language. */
export type KeptVersion = { flow: Flow; texts: Record<string, object>; publishedAt: Date };

/** Keeps every version of a flow that anyone may stand in. */
export async function keepFlowVersions(
  { flowVersions }: Models,
  flows: Flow[],
  textsOf: (flow: string) => Record<string, object>,
): Promise<void> {
  const publishedAt = new Date();
  for (const { version, ...source } of flows) {
    await flowVersions.updateOne(
      { _id: `${source.flow}@${version}` },
      {
        $set: { texts: JSON.stringify(textsOf(source.flow)), publishedAt },
        $setOnInsert: { flow: source.flow, version, source: JSON.stringify(source), createdAt: publishedAt },
      },
      { upsert: true },
    );
  }
}

/** The newest first. One written in a way no longer read is left out: whoever stands in it is mended. */
export async function loadFlowVersions({ flowVersions }: Models): Promise<KeptVersion[]> {
  const found = await flowVersions.find().sort({ publishedAt: -1, _id: 1 }).lean();
  return found.flatMap(({ source, version, texts, publishedAt, createdAt }) => {
    const flow = flowSchema.safeParse(JSON.parse(source));
    if (!flow.success) return [];
    return [
      {
        flow: { ...flow.data, version },
        texts: texts ? (JSON.parse(texts) as Record<string, object>) : {},
        publishedAt: publishedAt ?? createdAt,
      },
    ];
  });
}

const STANDS = ['$stands', { $ifNull: ['$left', []] }];

/** How many people stand where, and how many left which step half-way; or one of the two alone. */
export async function countStands({ conversations }: Models, lists: unknown[] = STANDS): Promise<Stand[]> {
  const counted = await conversations.aggregate<{ _id: string; people: number }>([
    { $project: { at: { $concatArrays: lists } } },
    { $unwind: '$at' },
    { $group: { _id: '$at', people: { $sum: 1 } } },
    { $sort: { _id: 1 } },
  ]);
  return counted.flatMap(({ _id, people }) => {
    const [, flow, version, step] = /^([^@]+)@([^:]+):(.+)$/.exec(_id) ?? [];
    return flow && version && step ? [{ flow, version, step, people }] : [];
  });
}
