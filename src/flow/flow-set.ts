import type { Flow, House } from './definition.ts';
import { moveOf, type Needs } from './migration.ts';
import type { FlowSet } from './world.ts';

/** The flows as they are, and `kept`: older versions that people may still stand in. */
export function createFlowSet(
  house: House,
  flows: Flow[],
  { kept = [], needs = () => [] }: { kept?: Flow[]; needs?: Needs } = {},
): FlowSet {
  const current = new Map(flows.map((flow) => [flow.flow, flow]));
  const pinned = new Map([...kept, ...flows].map((flow) => [`${flow.flow}@${flow.version}`, flow]));
  return {
    house,
    names: () => [...current.keys()],
    current: (name) => current.get(name),
    pinned: (name, version) => pinned.get(`${name}@${version}`),
    move: (at) => moveOf(at, needs),
  };
}
