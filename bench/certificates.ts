/**
 * Certificates: `node bench/certificates.ts [people]`. How long one takes to print, and a cohort issued and sent to a fake
 * WhatsApp by a process that is killed in the middle and taken up by another.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createPrinter } from '../src/adapters/pdf/printer.ts';
import { paperWorldOf } from '../src/composition/certificate-door.ts';
import type { House } from '../src/composition/house.ts';
import { openHouse } from '../src/composition/open-house.ts';
import { issueCertificate } from '../src/usecases/certificates/issue.ts';
import { paperOf } from '../src/usecases/certificates/paper.ts';
import { openStand } from './stand.ts';

const people = Number(process.argv[2] ?? 3_000);
const PRINTS = 40;
const TAG = 'cohorte';
const stand = await openStand({
  notice: 'certificate-ready',
  body: 'Su certificado está listo: {{1}}',
  variables: {},
});
const { fake } = stand;
const { env } = stand;
try {
  const opened = await openHouse(env);
  try {
    await fill(opened.house);
    await print(opened.house);
  } finally {
    await opened.close();
  }
  await sendAll();
} finally {
  await stand.close();
}

async function fill({ ports }: House): Promise<void> {
  const at = new Date();
  await ports.chambers.save({
    id: 'cali',
    name: 'Cámara DEMO de Cali',
    phone: '',
    hours: '',
    territories: [],
  });
  for (let n = 0; n < people; n++) {
    const value = `+573${String(5_550_000 + n).padStart(9, '0')}`;
    const contactId = await ports.contacts.resolve({
      identities: [{ kind: 'phone', value }],
      channel: 'twilio',
      at,
    });
    const { enrolment } = await ports.enrolments.enrol({
      contactId,
      chamber: 'cali',
      territory: 'cali',
      sector: null,
      name: `Persona ${n} Muñoz Ávila`,
      businessName: `Panadería ${n}`,
      source: 'bench',
      consentedAt: at,
      enrolledAt: at,
      tags: [TAG],
      stage: 'closing-event',
      by: 'bench',
    });
    const credit = { key: 'all', minutes: 2520, at, by: 'bench', reason: 'bench' };
    await ports.enrolments.credit(enrolment.id, credit);
  }
}

async function print(house: House): Promise<void> {
  const { ports } = house;
  const [first] = await ports.enrolments.list({}, { limit: 1 });
  const issued =
    first && (await issueCertificate({ ports }, { enrolmentId: first.id, by: 'bench', now: new Date() }));
  if (issued?.kind !== 'issued') throw new Error('nothing to print');
  const paper = await paperOf(paperWorldOf(house), issued.certificate);
  if (!paper) throw new Error('nothing to print');
  const printer = createPrinter();
  const pdf = await timed(() => printer.pdf(paper));
  const picture = await timed(() => printer.picture(pdf.last));
  for (const [what, { ms, last }] of Object.entries({ pdf, picture }))
    console.log(
      JSON.stringify({ what, first: ms[0], ...quantiles(ms.slice(1)), kB: Math.round(last.length / 1024) }),
    );
}

async function timed(work: () => Promise<Buffer>): Promise<{ ms: number[]; last: Buffer }> {
  const ms: number[] = [];
  let last = Buffer.alloc(0);
  for (let n = 0; n < PRINTS; n++) {
    const from = performance.now();
    last = Buffer.from(await work());
    ms.push(Math.round(performance.now() - from));
  }
  return { ms, last };
}

function quantiles(ms: number[]): { p50: number | undefined; p95: number | undefined } {
  const sorted = ms.toSorted((one, other) => one - other);
  return { p50: sorted[Math.floor(sorted.length / 2)], p95: sorted[Math.floor(sorted.length * 0.95)] };
}

type Line = { id: string; state: string; done: number; counts: Record<string, number> };

/** The half of it is done by one process, which is killed; the rest by another. */
async function sendAll(): Promise<void> {
  const from = performance.now();
  const first = await batch(['--tag', TAG, '--apply', '--by', 'bench'], people / 2);
  const second = await batch(['resume', first.last.id]);
  const seconds = Math.round((performance.now() - from) / 100) / 10;
  const received = new Map<string, number>();
  for (let n = 0; n < people; n++) {
    const address = `whatsapp:+573${String(5_550_000 + n).padStart(9, '0')}`;
    received.set(address, fake.inbox(address).length);
  }
  const counts = [...received.values()];
  console.log(
    JSON.stringify({
      what: 'batch',
      people,
      killedAfter: first.last.done,
      seconds,
      peakMB: Math.max(first.peakMB, second.peakMB),
      counts: second.last.counts,
      received: counts.filter((count) => count === 1).length,
      twice: counts.filter((count) => count > 1).length,
      never: counts.filter((count) => count === 0).length,
    }),
  );
}

/** Until it ends, or has done so many: then it is killed. */
async function batch(
  args: string[],
  killAfter = Number.POSITIVE_INFINITY,
): Promise<{ last: Line; peakMB: number }> {
  const child = spawn(process.execPath, ['src/cli/main.ts', 'certificates', 'batch', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let last: Line | null = null;
  let peakMB = 0;
  let rest = '';
  for await (const chunk of child.stdout) {
    rest += String(chunk);
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) last = JSON.parse(line) as Line;
    peakMB = Math.max(peakMB, memoryOf(child));
    if (last && last.done >= killAfter) child.kill('SIGKILL');
  }
  await ended;
  if (!last) throw new Error('the batch said nothing');
  return { last, peakMB };
}

/** The most it has ever held, as Linux tells it; 0 elsewhere. */
function memoryOf({ pid }: ChildProcess): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}
