import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import type { ZodError, ZodType } from 'zod';
import { type Flow, flowSchema, type House, houseSchema } from '../../flow/definition.ts';

/** Something wrong in a flow file, said so that whoever wrote it can mend it. */
export type FlowProblem = {
  file: string;
  line: number;
  step: string | null;
  message: string;
  advice: string;
};

export type FlowFiles = { house: House | null; flows: Flow[]; problems: FlowProblem[]; lines: LineFinder };
/** The line a step stands at, for problems found later. */
export type LineFinder = (flow: string, step: string | null) => { file: string; line: number };

const HOUSE_FILE = 'house.yaml';

/** Reads and validates every flow of a folder; finds all problems, not just the first. */
export function readFlowFiles(folder: string): FlowFiles {
  const files = readdirSync(folder).filter((file) => /\.ya?ml$/.test(file));
  const problems: FlowProblem[] = [];
  const flows: Flow[] = [];
  const finders = new Map<string, LineFinder>();
  let house: House | null = null;
  for (const file of files.sort()) {
    const path = join(folder, file);
    const parsed = parseFile(path, problems);
    if (!parsed) continue;
    if (file === HOUSE_FILE) house = validate(houseSchema, parsed, problems);
    else {
      const source = validate(flowSchema, parsed, problems);
      if (!source) continue;
      flows.push({ ...source, version: hashOf(source) });
      finders.set(source.flow, (_flow, step) => ({
        file: path,
        line: parsed.lineOf(step ? ['steps', step] : []),
      }));
    }
  }
  if (!house && problems.length === 0) problems.push(missingHouse(join(folder, HOUSE_FILE)));
  const lines: LineFinder = (flow, step) => finders.get(flow)?.(flow, step) ?? { file: folder, line: 1 };
  return { house, flows, problems, lines };
}

type Parsed = { path: string; value: unknown; lineOf(path: PropertyKey[]): number };

function parseFile(path: string, problems: FlowProblem[]): Parsed | null {
  const counter = new LineCounter();
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: counter });
  for (const error of document.errors) {
    const line = error.linePos?.[0].line ?? 1;
    const message = error.message.split('\n')[0] ?? error.message;
    problems.push({
      file: path,
      line,
      step: null,
      message,
      advice: 'Check the indentation and the brackets of this line.',
    });
  }
  if (document.errors.length > 0) return null;
  return {
    path,
    value: document.toJS(),
    lineOf(keys) {
      for (let depth = keys.length; depth > 0; depth--) {
        const node = document.getIn(keys.slice(0, depth), true) as
          | { range?: [number, number, number] }
          | undefined;
        if (node?.range) return counter.linePos(node.range[0]).line;
      }
      return 1;
    },
  };
}

function validate<T>(schema: ZodType<T>, parsed: Parsed, problems: FlowProblem[]): T | null {
  const result = schema.safeParse(parsed.value);
  if (result.success) return result.data;
  problems.push(...toProblems(result.error, parsed));
  return null;
}

function toProblems(error: ZodError, parsed: Parsed): FlowProblem[] {
  return error.issues.map((issue) => {
    const step = issue.path[0] === 'steps' && issue.path[1] !== undefined ? String(issue.path[1]) : null;
    const where = issue.path.slice(2).join('.');
    const message = issue.code === 'invalid_union' ? 'this is no step we know' : issue.message;
    return {
      file: parsed.path,
      line: parsed.lineOf(issue.path),
      step,
      message: where ? `${where}: ${message}` : message,
      advice: step
        ? 'A step has one of: ask, say, do, when, go, call, redo, resume, end.'
        : 'A flow has flow, start and steps.',
    };
  });
}

function missingHouse(file: string): FlowProblem {
  return {
    file,
    line: 1,
    step: null,
    message: 'this file is missing',
    advice: 'It names the first flow and the words that work everywhere.',
  };
}

/** The structure alone: what it is about and its texts may change under people's feet. */
function hashOf({ about: _about, ...structure }: { about?: string | undefined }): string {
  return createHash('sha256').update(JSON.stringify(structure)).digest('hex').slice(0, 8);
}
