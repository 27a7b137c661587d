import { setTimeout as sleep } from 'node:timers/promises';
import { inHouse } from '../composition/open-house.ts';
import { approve, askToSend } from '../usecases/broadcasts/approve.ts';
import type { Broadcasting } from '../usecases/broadcasts/broadcasting.ts';
import { cancel, pause, resume, retryFailed } from '../usecases/broadcasts/control.ts';
import { planOf } from '../usecases/broadcasts/plan.ts';
import { draftFrom } from './broadcast/draft.ts';
import { importExcluded } from './broadcast/exclude.ts';
import { barOf, planLine, statusLine } from './broadcast/lines.ts';
import { type BroadcastOptions, readOptions } from './broadcast/options.ts';
import { UsageFault } from './usage.ts';

const USAGE = `usage: broadcast [list]
       broadcast plan|send --name … --text-es … [--text-en …] | --notice … --event ID
                 [--chambers a,b] [--territories …] [--stages …] [--sectors …] [--tags …] [--min-hours N] [--max-hours N]
                 [--attended yes|no] [--invited yes|no] [--starts 2026-12-01T09:00-05:00] [--spread HOURS]
       broadcast plan|send|approve|pause|resume|cancel|retry ID   (send: --people N where many, --second for another's approval)
       broadcast status ID [--follow]
       broadcast exclude import FILE                              (one number a line, as the register gives them)
       what changes something takes --by NAME`;

type Task = { broadcasting: Broadcasting; id: string; options: BroadcastOptions };

/** One message to an audience: planned, sent, watched and held. The server that runs beside it does the sending. */
export async function broadcast(args: string[]): Promise<void> {
  const { values: options, positionals } = readOptions(args);
  const [verb = 'list', given = '', file = ''] = positionals;
  if (verb === 'exclude') {
    if (given !== 'import' || !file) throw new UsageFault(USAGE);
    await inHouse(
      async ({ excludedNumbers }) => await importExcluded(excludedNumbers, { file, by: options.by }),
    );
    return;
  }
  const work = WORK[verb];
  const drafts = verb === 'plan' || verb === 'send';
  if (!work || (verb !== 'list' && !given && !(drafts && options.name))) throw new UsageFault(USAGE);
  await inHouse(async ({ broadcasting }) => {
    const id = given || (drafts ? await draftFrom(broadcasting, options) : '');
    if (id && !(await broadcasting.broadcasts.get(id))) throw new UsageFault(`there is no broadcast ${id}`);
    await work({ broadcasting, id, options });
  });
}

const LISTED = 50;

const WORK: Record<string, (task: Task) => Promise<void>> = {
  async list({ broadcasting }) {
    for (const one of await broadcasting.broadcasts.list({ limit: LISTED }))
      print({
        id: one.id,
        name: one.name,
        state: one.state,
        createdAt: one.createdAt,
        createdBy: one.createdBy,
      });
  },
  async plan({ broadcasting, id }) {
    const draft = await broadcasting.broadcasts.get(id);
    if (draft) print({ id, ...planLine(await planOf(broadcasting, draft)) });
  },
  async send({ broadcasting, id, options }) {
    const { by, people, second } = options;
    const typed = people === undefined ? undefined : Number(people);
    const asked = await askToSend(broadcasting, { id, by, typed, second });
    print({ id, outcome: asked.kind, ...('plan' in asked && planLine(asked.plan)) });
    if (asked.kind !== 'sending' && asked.kind !== 'waits-for-second') process.exitCode = 1;
  },
  async approve({ broadcasting, id, options }) {
    const outcome = await approve(broadcasting, { id, by: options.by });
    print({ id, outcome });
    if (outcome !== 'sending') process.exitCode = 1;
  },
  pause: changed('paused', ({ broadcasting, id, options }) => pause(broadcasting, { id, by: options.by })),
  resume: changed('resumed', ({ broadcasting, id, options }) => resume(broadcasting, { id, by: options.by })),
  cancel: changed('cancelled', ({ broadcasting, id, options }) =>
    cancel(broadcasting, { id, by: options.by }),
  ),
  async retry({ broadcasting, id, options }) {
    print({ id, again: await retryFailed(broadcasting, { id, by: options.by }) });
  },
  async status({ broadcasting, id, options }) {
    if (options.follow && process.stderr.isTTY) await follow(broadcasting, id);
    print(await statusLine(broadcasting, id));
  },
};

function changed(word: string, change: (task: Task) => Promise<boolean>): (task: Task) => Promise<void> {
  return async (task) => {
    const done = await change(task);
    print({ id: task.id, [word]: done });
    if (!done) process.exitCode = 1;
  };
}

const LOOK_EVERY_MS = 1_000;

/** A bar that moves until the broadcast is done, paused or cancelled. */
async function follow(broadcasting: Broadcasting, id: string): Promise<void> {
  for (;;) {
    const status = await statusLine(broadcasting, id);
    process.stderr.write(`\r${barOf(status)}`);
    if (!['freezing', 'sending'].includes(status.state)) break;
    await sleep(LOOK_EVERY_MS);
  }
  process.stderr.write('\n');
}

function print(line: object): void {
  console.log(JSON.stringify(line));
}
