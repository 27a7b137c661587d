import { type Flow, flowSchema } from '../../flow/definition.ts';
import type { Models } from './models.ts';

/** Keeps every version of a flow that anyone may stand in. */
export async function keepFlowVersions({ flowVersions }: Models, flows: Flow[]): Promise<void> {
  for (const { version, ...source } of flows) {
    await flowVersions.updateOne(
      { _id: `${source.flow}@${version}` },
      { $setOnInsert: { flow: source.flow, version, source: JSON.stringify(source), createdAt: new Date() } },
      { upsert: true },
    );
  }
}

export async function loadFlowVersions({ flowVersions }: Models): Promise<Flow[]> {
  const found = await flowVersions.find().lean();
  return found.map(({ source, version }) => ({ ...flowSchema.parse(JSON.parse(source)), version }));
}
