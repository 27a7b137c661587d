import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export type Step = { instruction: string; rest: string };
export type Stage = { name: string | null; image: string; steps: Step[] };

/** The stages of a Dockerfile; comments and continued lines aside. */
export function stagesOf(text: string): Stage[] {
  const lines = text
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() && !line.trim().startsWith('#'));
  const stages: Stage[] = [];
  for (const line of lines) {
    const [, instruction = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line.trim()) ?? [];
    if (instruction === 'FROM') {
      const [, image = '', , name = null] = /^(\S+)(\s+AS\s+(\S+))?$/.exec(rest) ?? [];
      stages.push({ image, name, steps: [] });
    } else stages.at(-1)?.steps.push({ instruction, rest });
  }
  return stages;
}

export type Built = {
  folder: string;
  workdir: string;
  env: Record<string, string>;
  user: string;
  command: string[];
};

/**
 * Takes the steps that make files in an empty folder each: COPY from the project or an earlier stage, RUN in the stage's
 * working directory. What Docker itself does (layers, users, limits) is not tried here.
 */
export function build(stages: Stage[], { project, into }: { project: string; into: string }): Built {
  const made = new Map<string, string>();
  let last: Built | null = null;
  for (const [index, stage] of stages.entries()) {
    const root = join(into, stage.name ?? `stage-${index}`);
    mkdirSync(root, { recursive: true });
    last = { folder: root, workdir: '/', env: {}, user: 'root', command: [] };
    for (const step of stage.steps) take(last, step, { project, made });
    if (stage.name) made.set(stage.name, root);
  }
  if (!last) throw new Error('a Dockerfile without a stage');
  return last;
}

function take(
  at: Built,
  { instruction, rest }: Step,
  from: { project: string; made: Map<string, string> },
): void {
  if (instruction === 'WORKDIR') {
    at.workdir = rest;
    mkdirSync(inside(at, ''), { recursive: true });
  } else if (instruction === 'ENV')
    for (const [, name = '', value = ''] of rest.matchAll(/(\S+?)=(\S+)/g)) at.env[name] = value;
  else if (instruction === 'COPY') copy(at, rest, from);
  else if (instruction === 'RUN') run(at, rest);
  else if (instruction === 'USER') at.user = rest;
  else if (instruction === 'CMD') at.command = JSON.parse(rest) as string[];
  else if (!['EXPOSE', 'HEALTHCHECK'].includes(instruction))
    throw new Error(`${instruction} is not known here`);
}

function copy(
  at: Built,
  rest: string,
  { project, made }: { project: string; made: Map<string, string> },
): void {
  const stage = /^--from=(\S+)\s+/.exec(rest);
  const source = stage ? made.get(stage[1] ?? '') : project;
  if (source === undefined) throw new Error(`there is no stage ${stage?.[1]}`);
  const names = rest.replace(/^--from=\S+\s+/, '').split(/\s+/);
  const target = inside(at, names.pop() ?? '');
  for (const name of names) {
    const file = join(source, name);
    if (!existsSync(file)) throw new Error(`COPY ${name}: there is no such file`);
    const to = names.length > 1 || !name.includes(basename(target)) ? join(target, basename(name)) : target;
    mkdirSync(dirname(to), { recursive: true });
    cpSync(file, to, { recursive: true });
  }
}

function run(at: Built, command: string): void {
  const done = spawnSync('sh', ['-ec', command], { cwd: inside(at, ''), encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`RUN ${command}\n${done.stdout}${done.stderr}`);
}

function inside({ folder, workdir }: Built, path: string): string {
  return path.startsWith('/') ? join(folder, path) : join(folder, workdir, path);
}

export function readStages(file: string): Stage[] {
  return stagesOf(readFileSync(file, 'utf8'));
}

export function clear(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
