import type { Talked } from './phones.ts';

export type Figures = {
  perSecond: number;
  acknowledged: { p50: number; p99: number };
  replied: { p50: number; p99: number };
  /** User and system time of the servers, with what else of ours ran for them. */
  processorMs: number;
  /** The same without the records' server. */
  ownProcessorMs: number;
  memoryMb: number;
  lost: number;
  ends: number;
};

export function figuresOf(
  talked: Talked,
  used: { processorMs: number; ownProcessorMs: number; memoryMb: number },
): Figures {
  return {
    perSecond: (talked.messages / talked.ms) * 1000,
    acknowledged: percentiles(talked.acknowledged),
    replied: percentiles(talked.replied),
    processorMs: used.processorMs / talked.messages,
    ownProcessorMs: used.ownProcessorMs / talked.messages,
    memoryMb: used.memoryMb,
    lost: talked.lost,
    ends: talked.ends.size,
  };
}

export function line(name: string, figures: Figures): Record<string, string | number> {
  const { acknowledged, replied } = figures;
  return {
    server: name,
    'messages/s': Math.round(figures.perSecond),
    'ack p50/p99 ms': `${acknowledged.p50.toFixed(1)} / ${acknowledged.p99.toFixed(1)}`,
    'reply p50/p99 ms': `${replied.p50.toFixed(1)} / ${replied.p99.toFixed(1)}`,
    'processor ms a message': figures.ownProcessorMs.toFixed(2),
    'with records': figures.processorMs.toFixed(2),
    'memory MB': Math.round(figures.memoryMb),
    lost: figures.lost,
  };
}

/** What the house costs beside the least a bot can do, in the same run. */
export function ratios(house: Figures, bare: Figures): Record<string, string> {
  return {
    'processor time a message, without records': times(house.ownProcessorMs / bare.ownProcessorMs),
    'processor time a message, with records': times(house.processorMs / bare.processorMs),
    'rate, of the bare one': `${((100 * house.perSecond) / bare.perSecond).toFixed(0)} %`,
    'acknowledgement p99': times(house.acknowledged.p99 / bare.acknowledged.p99),
  };
}

function times(ratio: number): string {
  return `${ratio.toFixed(2)} ×`;
}

function percentiles(values: number[]): { p50: number; p99: number } {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}
