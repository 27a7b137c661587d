import { parseArgs } from 'node:util';
import { FOLDERS } from '../composition/paths.ts';
import { UsageFault } from './usage.ts';

const OPTIONS = {
  flows: { type: 'string', default: FOLDERS.flows },
  locales: { type: 'string', default: FOLDERS.locales },
  format: { type: 'string', default: 'svg' },
  language: { type: 'string', default: 'es' },
  people: { type: 'boolean', default: false },
  last: { type: 'string', default: '100' },
} as const;

export type FlowsArguments = {
  values: {
    flows: string;
    locales: string;
    format: string;
    language: string;
    people: boolean;
    last: string;
  };
  positionals: string[];
};

type FlowsCommand = (args: FlowsArguments) => Promise<void>;

const COMMANDS: Record<string, () => Promise<FlowsCommand>> = {
  check: async () => (await import('./flows-check.ts')).checkCommand,
  publish: async () => (await import('./flows-publish.ts')).publishCommand,
  graph: async () => (await import('./flows-graph.ts')).graphCommand,

  replay: async () => (await import('./flows-replay.ts')).replayCommand,
  status: async () => (await import('./flows-status.ts')).statusCommand,
};

/** `flows check` and its sisters, each in its own file. */
export async function flows(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const command = COMMANDS[positionals[0] ?? ''];
  if (!command)
    throw new UsageFault(`usage: flows ${Object.keys(COMMANDS).join('|')} [--flows DIR] [--locales DIR]`);
  await (await command())({ values, positionals: positionals.slice(1) });
}
