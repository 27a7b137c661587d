import type { Next, Step } from './definition.ts';

/** One way out of a step, and the step of the same flow it leads to (null where it leaves the flow). */
export type Edge = { edge: string; to: string | null };

/** A step left by one of its ways. */
export type Segment = { flow: string; step: string; edge: string };

/** Every way out of a step: one for each outcome it names, each condition, or the single one it has. */
export function edgesOf(step: Step): Edge[] {
  if ('when' in step)
    return [
      ...step.when.map((rule, index) => ({ edge: conditionEdge(index), to: rule.go })),
      { edge: 'otherwise', to: step.otherwise },
    ];
  if (!('next' in step)) return [{ edge: 'next', to: null }];
  if (typeof step.next === 'string') return [{ edge: 'next', to: step.next }];
  return Object.entries(step.next).map(([edge, to]) => ({ edge, to }));
}

/** The way an outcome takes. */
export function edgeFor(next: Next, outcome: string): string {
  if (typeof next === 'string') return 'next';
  return Object.hasOwn(next, outcome) ? outcome : 'otherwise';
}

export function conditionEdge(index: number): string {
  return `if ${index + 1}`;
}
