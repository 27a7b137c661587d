import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Depths, Metrics } from '../../usecases/metrics-ports.ts';

export type PromMetrics = Metrics & {
  /** What a scrape reads, and its media type. */
  text(): Promise<string>;
  type: string;
};

/** Half a second is prompt; beyond a minute the exact figure does not matter. */
const SECONDS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Metrics of one house in a registry of its own; what waits is counted when somebody asks. */
export function createMetrics(depths: () => Promise<Depths>): PromMetrics {
  const registers = [new Registry()] as const;
  const [registry] = registers;
  collectDefaultMetrics({ register: registry });
  const named = (name: string, help: string) => ({
    name: `fortaleser_${name}`,
    help,
    registers: [...registers],
  });
  const turns = new Histogram({
    ...named('turn_seconds', 'From the door to the commit of a turn'),
    buckets: SECONDS,
  });
  const replies = new Histogram({
    ...named('reply_seconds', 'From the door to the acceptance of an answer by the provider'),
    buckets: SECONDS,
  });
  const sends = new Counter({
    ...named('sends_total', 'Attempts to send, by what came of them'),
    labelNames: ['purpose', 'outcome', 'why'] as const,
  });
  const statuses = new Counter({
    ...named('statuses_total', 'Status callbacks that counted'),
    labelNames: ['status', 'code'] as const,
  });
  gauges(named, depths);
  return {
    turnTook: (seconds) => turns.observe(seconds),
    replyTook: (seconds) => replies.observe(seconds),
    sent: (measure) => sends.inc(measure),
    status: (status, code) => statuses.inc({ status, code: code === null ? '' : String(code) }),
    text: () => registry.metrics(),
    type: registry.contentType,
  };
}

type Named = (name: string, help: string) => { name: string; help: string; registers: Registry[] };

/** One look at the records for all of them: the first gauge asked sets the others. */
function gauges(named: Named, depths: () => Promise<Depths>): void {
  const plain = (name: string, help: string) => new Gauge(named(name, help));
  const oldest = plain('unanswered_oldest_seconds', 'Age of the oldest message without an answer');
  const unsent = plain('unsent', 'Messages the provider has not accepted yet');
  const tickets = plain('tickets', 'Tickets that wait for a person');
  const oldestTicket = plain('ticket_oldest_seconds', 'Age of the oldest ticket');
  const jobs = new Gauge({
    ...named('jobs', 'Jobs by queue and state'),
    labelNames: ['queue', 'state'] as const,
  });
  new Gauge({
    ...named('unanswered', 'Messages without an answer'),
    async collect() {
      const now = await depths();
      this.set(now.unanswered);
      oldest.set(now.oldestUnansweredSeconds);
      unsent.set(now.unsent);
      tickets.set(now.tickets);
      oldestTicket.set(now.oldestTicketSeconds);
      for (const { queue, state, count } of now.jobs) jobs.set({ queue, state }, count);
    },
  });
}
