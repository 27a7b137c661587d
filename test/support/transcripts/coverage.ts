import type { Flow } from '../../../src/flow/definition.ts';
import { edgesOf, type Segment } from '../../../src/flow/edges.ts';

export type Coverage = { steps: Share; transitions: Share };
type Share = { all: number; missing: string[] };

/** How many steps, and how many of the ways out of them, the played conversations took. */
export function coverageOf(flows: Flow[], path: Segment[]): Coverage {
  const taken = new Set(path.map(({ flow, step, edge }) => `${flow}.${step} → ${edge}`));
  const stood = new Set(path.map(({ flow, step }) => `${flow}.${step}`));
  const steps = flows.flatMap(({ flow, steps }) => Object.keys(steps).map((step) => `${flow}.${step}`));
  const transitions = flows.flatMap(({ flow, steps }) =>
    Object.entries(steps).flatMap(([name, step]) =>
      edgesOf(step).map(({ edge }) => `${flow}.${name} → ${edge}`),
    ),
  );
  return { steps: share(steps, stood), transitions: share(transitions, taken) };
}

export function describeCoverage({ steps, transitions }: Coverage): string {
  const line = (name: string, { all, missing }: Share) =>
    `${name}: ${all - missing.length} of ${all} (${Math.floor((100 * (all - missing.length)) / all)} %)`;
  return [
    line('steps', steps),
    line('transitions', transitions),
    ...transitions.missing.map((one) => `  not taken: ${one}`),
  ].join('\n');
}

function share(all: string[], seen: Set<string>): Share {
  return { all: all.length, missing: all.filter((one) => !seen.has(one)) };
}
