import { type Flow, isAsk, type Step } from '../definition.ts';
import { edgesOf } from '../edges.ts';
import type { Checked } from './rule.ts';

/** Where one step may lead; `auto` needs no word of the contact's. */
type Lead = { to: string; auto: boolean };

/** Every step of every flow as `flow.step`, with where it may lead, across flows. */
export type Graph = Map<string, Lead[]>;

export function graphOf({ flows }: Pick<Checked, 'flows'>): Graph {
  const graph: Graph = new Map();
  for (const flow of flows)
    for (const [name, step] of Object.entries(flow.steps))
      graph.set(nodeOf(flow.flow, name), leadsOf(flows, { flow, step }));
  return graph;
}

function leadsOf(flows: Flow[], { flow, step }: { flow: Flow; step: Step }): Lead[] {
  const inside = edgesOf(step).flatMap(({ to }) => (to === null ? [] : [nodeOf(flow.flow, to)]));
  if (isAsk(step)) return inside.map((to) => ({ to, auto: false }));
  const entered = flows.find(
    (one) => ('go' in step && one.flow === step.go) || ('call' in step && one.flow === step.call),
  );
  // After a called flow that asks something, its caller goes on only when the contact has answered.
  const waits = 'call' in step && entered !== undefined && asksOf(entered).length > 0;
  return [
    ...inside.map((to) => ({ to, auto: !waits })),
    ...(entered ? [nodeOf(entered.flow, entered.start)] : []).map((to) => ({ to, auto: true })),
    ...jumpsOf(flows, flow, step).map((to) => ({ to, auto: true })),
  ];
}

/** A correction jumps to a question it can name, a resumption to one of any flow that can be left half-way. */
function jumpsOf(flows: Flow[], flow: Flow, step: Step): string[] {
  if ('resume' in step)
    return flows
      .filter((one) => one.resumable)
      .flatMap((one) => asksOf(one).map((ask) => nodeOf(one.flow, ask)));
  if (!('redo' in step)) return [];
  const naming = asksOf(flow).flatMap((name) => {
    const ask = flow.steps[name];
    return ask && isAsk(ask) && (ask.save ?? name) === step.redo ? (ask.options ?? []) : [];
  });
  return asksOf(flow)
    .filter((name) => naming.length === 0 || naming.includes(name))
    .map((name) => nodeOf(flow.flow, name));
}

function asksOf({ steps }: Flow): string[] {
  return Object.entries(steps).flatMap(([name, step]) => (isAsk(step) ? [name] : []));
}

export function nodeOf(flow: string, step: string): string {
  return `${flow}.${step}`;
}

/** All that can be reached, `from` included; only ways that `follow` admits are taken. */
export function reach(
  graph: Graph,
  from: string[],
  follow: (lead: Lead) => boolean = () => true,
): Set<string> {
  const reached = new Set<string>();
  const queue = [...from];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (reached.has(node) || !graph.has(node)) continue;
    reached.add(node);
    for (const lead of graph.get(node) ?? []) if (follow(lead)) queue.push(lead.to);
  }
  return reached;
}

/** Where conversations open: the first flow, and the flows of words and wishes that work everywhere. */
export function entries({ house, flows }: Pick<Checked, 'house' | 'flows'>): string[] {
  const names = [
    house.start,
    house.resume,
    house.suggest,
    ...Object.values(house.commands),
    ...Object.values(house.words),
    ...Object.values(house.intents),
    ...Object.keys(house.notices),
  ];
  return flows.filter(({ flow }) => names.includes(flow)).map(({ flow, start }) => nodeOf(flow, start));
}
