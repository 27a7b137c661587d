import type { Flow } from './definition.ts';
import { isAsk } from './definition.ts';
import { type Move, missingAt, moveOf, type Needs, stepsAhead } from './migration.ts';
import { savedAs } from './walk.ts';

/** How many people stand at a step of a version, now or where they left it half-way. */
export type Stand = { flow: string; version: string; step: string; people: number };

export type Fate = Stand & { move: Move | { kind: 'mended' } | { kind: 'broken'; reason: string } };

export type Publishing = {
  stands: Stand[];
  /** Versions as they were published. */
  kept: Flow[];
  /** The flows about to be published. */
  flows: Flow[];
  actions: ReadonlySet<string>;
  needs: Needs;
};

/** What publishing means for each place where people wait. `broken` ones must keep it from happening. */
export function planMigration(publishing: Publishing): Fate[] {
  return publishing.stands.map((stand) => ({ ...stand, move: fateOf(stand, publishing) }));
}

function fateOf(stand: Stand, { kept, flows, actions, needs }: Publishing): Fate['move'] {
  const now = flows.find(({ flow }) => flow === stand.flow);
  const old = [...flows, ...kept].find(
    ({ flow, version }) => flow === stand.flow && version === stand.version,
  );
  if (!now && !old) return { kind: 'broken', reason: 'the flow is gone, and no version of it is kept' };
  // A version nobody kept: the engine takes them through the flow as it is, past what they have answered.
  if (!old?.steps[stand.step])
    return now ? { kind: 'mended' } : { kind: 'broken', reason: 'the flow is gone' };
  const known = savedBefore(old, stand.step);
  if (now) {
    const move = moveOf({ old, now, step: stand.step, known }, needs);
    if (move.kind !== 'finishes') return move;
  }
  const reason = whyBroken(old, { step: stand.step, known }, { flows, actions, needs });
  return reason ? { kind: 'broken', reason } : { kind: 'finishes' };
}

/** Whoever finishes on an earlier version still needs its actions, its flows and the answers they ask for. */
function whyBroken(
  old: Flow,
  at: { step: string; known: ReadonlySet<string> },
  { flows, actions, needs }: Pick<Publishing, 'flows' | 'actions' | 'needs'>,
): string | null {
  const [missing] = missingAt(old, at, needs);
  if (missing) return `an action ahead now needs "${missing}", which they are never asked for`;
  for (const name of stepsAhead(old, at.step)) {
    const step = old.steps[name];
    if (step && 'do' in step && !actions.has(step.do)) return `they still need the action "${step.do}"`;
    const opens = step && ('go' in step ? step.go : 'call' in step ? step.call : null);
    if (opens && !flows.some(({ flow }) => flow === opens))
      return `they are still led to the flow "${opens}"`;
  }
  return null;
}

/** What may have been answered by the time a step is reached. */
function savedBefore(flow: Flow, step: string): Set<string> {
  const before = Object.entries(flow.steps).filter(
    ([name, one]) => isAsk(one) && name !== step && stepsAhead(flow, name).includes(step),
  );
  return new Set(before.flatMap(([name, one]) => (isAsk(one) ? [savedAs({ step: name }, one)] : [])));
}
