import { readFlowFiles } from '../adapters/files/flow-files.ts';
import { countStands, loadFlowVersions } from '../adapters/mongo/flow-versions.ts';
import { inRecords } from '../composition/open-records.ts';
import type { FlowsArguments } from './flows.ts';

/** `flows status`: every version kept, the people on each and the steps they wait at; one JSON line a version. */
export async function statusCommand({ values }: FlowsArguments): Promise<void> {
  const { flows } = readFlowFiles(values.flows);
  await inRecords(async ({ records }) => {
    const stands = await countStands(records.models);
    for (const { flow, publishedAt } of await loadFlowVersions(records.models)) {
      const here = stands.filter((one) => one.flow === flow.flow && one.version === flow.version);
      const current = flows.find((one) => one.flow === flow.flow)?.version === flow.version;
      const people = here.reduce((sum, one) => sum + one.people, 0);
      const steps = Object.fromEntries(here.map((one) => [one.step, one.people]));
      console.log(
        JSON.stringify({ flow: flow.flow, version: flow.version, current, publishedAt, people, steps }),
      );
    }
  });
}
