import type { Redis } from 'ioredis';
import { createJobs } from '../adapters/bullmq/jobs.ts';
import { createCalendar } from '../adapters/calendar/calendar.ts';
import { createVault } from '../adapters/crypto/vault.ts';
import { loadRoute } from '../adapters/files/route-file.ts';
import { loadRubric } from '../adapters/files/rubric-file.ts';
import { type LoadedTexts, loadTexts } from '../adapters/i18next/texts.ts';
import { connectRecords, type Records } from '../adapters/mongo/connection.ts';
import { openKeyStore } from '../adapters/mongo/contact-keys.ts';
import { depthsOf } from '../adapters/mongo/depths.ts';
import { createExcludedNumbers } from '../adapters/mongo/excluded-numbers.ts';
import { createInbox } from '../adapters/mongo/inbox.ts';
import { createTakeovers } from '../adapters/mongo/takeovers.ts';
import { createMetrics, type PromMetrics } from '../adapters/prom/metrics.ts';
import { connectRedis, disconnectRedis } from '../adapters/redis/connection.ts';
import { createSignals, type LiveSignals } from '../adapters/redis/signals.ts';
import type { Config, Secrets } from '../config.ts';
import type { InboundMessage } from '../domain/message.ts';
import { ACTIONS } from '../usecases/actions/registry.ts';
import type { Broadcasting } from '../usecases/broadcasts/broadcasting.ts';
import type { ExcludedNumbers } from '../usecases/broadcasts/ports.ts';
import { createPump, type Pump } from '../usecases/broadcasts/pump.ts';
import type { Batching } from '../usecases/certificates/batch.ts';
import { sweepTakeovers } from '../usecases/console/sweep-takeovers.ts';
import type { TakingOver } from '../usecases/console/take-over.ts';
import { type Conversing, converse } from '../usecases/converse.ts';
import { DELIVERY_TIMING, type DeliveryTiming, deliver } from '../usecases/deliver.ts';
import { createLanes } from '../usecases/lanes.ts';
import { measuredPorts } from '../usecases/measured-ports.ts';
import type { Notifying } from '../usecases/notify.ts';
import type { Log, Ports } from '../usecases/ports.ts';
import { type Received, receive } from '../usecases/receive.ts';
import { recordStatus, type StatusReport } from '../usecases/record-status.ts';
import { isOvertaken } from '../usecases/reminders/remind.ts';
import type { Reminding } from '../usecases/reminders/reminding.ts';
import type { Vault } from '../usecases/vault.ts';
import { handlersOf, sweepsOf } from './background.ts';
import { createBulk } from './broadcasting.ts';
import { batchingOf } from './certifying.ts';
import { createChannels } from './channels.ts';
import { createFaqAnswerer } from './faq-answerer.ts';
import { createInFlight, drain } from './in-flight.ts';
import { loadNoticeBook } from './notices.ts';
import { FOLDERS } from './paths.ts';
import { remindingOf } from './reminding.ts';
import { retainingOf } from './retaining.ts';
import { createPorts } from './stores.ts';
import { createSweeper } from './sweeper.ts';
import { createWaker } from './waker.ts';
import { createWorld } from './world.ts';

/** What a test may put in place of the real thing. */
export type Overrides = {
  clock?: () => Date;
  log?: Log;
  timing?: DeliveryTiming;
  sweepEveryMs?: number;
  staleAfterMs?: number;
  lockMs?: number;
  turnLeaseMs?: number;
  drainMs?: number;
  chatQuietMs?: number;
  flowsFolder?: string;
  localesFolder?: string;
  /** Wraps every port, to kill or cut at a chosen call. */
  wrapPorts?: (ports: Ports) => Ports;
};

export type HouseParts = {
  config: Config;
  secrets: Secrets;
  services: { mongodbUri: string; redisUrl: string };
  publicUrl: string;
  log: Log;
  overrides: Overrides;
};

/** The use cases with everything they lean on, ready to be called by a door. */
export type House = HouseParts & {
  ports: Ports;
  texts: LoadedTexts;
  records: Records;
  redis: Redis;
  signals: LiveSignals;
  vault: Vault;
  conversing: Conversing;
  takingOver: TakingOver;
  metrics: PromMetrics;
  receive(message: InboundMessage): Promise<Received>;
  recordStatus(report: StatusReport): Promise<'recorded' | 'ignored'>;
  notifying: Notifying;
  broadcasting: Broadcasting;
  excludedNumbers: ExcludedNumbers;
  pump: Pump;
  batching: Batching;
  sweep(): Promise<void>;
  start(): void;
  close(): Promise<void>;
};

/** What is under way gets this long to end by itself; what is cut is taken up by the next sweep. */
const DRAIN_MS = 5_000;

/** Where it cannot be built to the end, what was opened for it is closed again. */
export async function createHouse(parts: HouseParts): Promise<House> {
  const opened: Closing[] = [];
  try {
    return await build(parts, opened);
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
}

type Closing = () => unknown;

async function closeAll(opened: Closing[]): Promise<void> {
  for (const close of opened.splice(0).reverse()) await close();
}

async function build(parts: HouseParts, opened: Closing[]): Promise<House> {
  const { config, secrets, services, log, overrides } = parts;
  const texts = await loadTexts(overrides.localesFolder ?? FOLDERS.locales, config.timeZone);
  const indexes = config.environment !== 'production' || config.role !== 'web';
  const records = await connectRecords(services.mongodbUri, { indexes });
  opened.push(records.close);
  const vault = createVault(secrets.encryptionKey, await openKeyStore(records.connection, { indexes }));
  const redis = await connectRedis(services.redisUrl, (error) => log.warn('redis trouble', { error }));
  opened.push(() => disconnectRedis(redis));
  const signals = await createSignals(redis);
  opened.push(signals.close);
  const world = await createWorld({ ...parts, texts, models: records.models });
  const late: { recordStatus?: House['recordStatus']; reminding?: Reminding } = {};
  const channels = createChannels({
    ...parts,
    models: records.models,
    report: (status) => late.recordStatus?.(status) ?? Promise.resolve(),
  });
  opened.push(channels.close);
  const jobs = createJobs({
    redis,
    works: config.role !== 'web',
    clock: overrides.clock ?? (() => new Date()),
    log,
  });
  const { timing, chatQuietMs } = overrides;
  const bulk = createBulk({ records, redis, vault, config, timing, chatQuietMs });
  const stores = bulk.ledgered(createPorts({ parts, records, redis, signals, vault, channels, jobs }));
  const metrics = createMetrics(async () => ({
    ...(await depthsOf(records.models, stores.clock())),
    jobs: await jobs.depths(),
  }));
  const measured = measuredPorts(stores, metrics);
  const ports = overrides.wrapPorts?.(measured) ?? measured;

  const waker = createWaker((contactId) => deliverTo(contactId), ports);
  opened.push(waker.close);
  const delivering = {
    ports,
    wakeAt: waker.wakeAt,
    apology: (locale: string) => texts.get(locale, 'common:late'),
    isOvertaken: async (messageId: string) =>
      late.reminding !== undefined && (await isOvertaken(late.reminding, messageId)),
    timing: overrides.timing ?? DELIVERY_TIMING,
  };
  const working = createInFlight();
  const deliverTo = (contactId: string) => working.track(deliver(delivering, contactId));
  const conversing: Conversing = {
    ports,
    world,
    actions: ACTIONS,
    defaultLocale: config.defaultLocale,
    rubric: loadRubric(FOLDERS.data),
    route: loadRoute(FOLDERS.data),
    calendar: createCalendar(config.timeZone),
    answerer: await createFaqAnswerer({ world, locales: texts.locales, llmModel: config.llmModel, log }),
    deliver: deliverTo,
    process: crypto.randomUUID(),
    inboundBudget: config.inboundBudget,
    ...(overrides.turnLeaseMs && { turnLeaseMs: overrides.turnLeaseMs }),
  };
  const book = loadNoticeBook(texts, world.flows.house);
  const notifying: Notifying = { ports, texts, book, deliver: deliverTo };
  const broadcasting = bulk.broadcasting({ ports, notifying });
  const pump = createPump(broadcasting);
  const batching = batchingOf({ ports, notifying, models: records.models });
  const reminding = remindingOf({ ports, models: records.models, notifying, calendar: conversing.calendar });
  late.reminding = reminding;
  const retaining = retainingOf({ ports, records, vault, config });
  const takingOver: TakingOver = {
    ports,
    world,
    takeovers: createTakeovers(records.models),
    closeTickets: createInbox(records.models, vault).closeTickets,
    deliver: deliverTo,
  };
  const lanes = createLanes();
  const converseWith = (contactId: string) => working.track(converse(conversing, contactId));
  const { staleAfterMs, sweepEveryMs } = overrides;
  const { calendar, route } = conversing;
  const works = config.role === 'web' ? null : pump;
  const background = { ports, notifying, batching, reminding, retaining, calendar, route, pump: works };
  const sweeping = {
    ports,
    converse: converseWith,
    deliver: deliverTo,
    also: [...sweepsOf(background), () => sweepTakeovers(takingOver)],
    ...(staleAfterMs && { staleAfterMs }),
  };
  const sweeper = createSweeper(sweeping, sweepEveryMs);
  opened.push(() =>
    drain(overrides.drainMs ?? DRAIN_MS, [sweeper.close, pump.close, jobs.close, working.settled]),
  );
  late.recordStatus = (report) => recordStatus({ ports, deliver: deliverTo }, report);

  return {
    ...parts,
    ports,
    texts,
    records,
    redis,
    signals,
    vault,
    conversing,
    takingOver,
    metrics,
    notifying,
    broadcasting,
    excludedNumbers: createExcludedNumbers(records.models, vault),
    pump,
    batching,
    receive: (message) => receive({ ports, lanes, converse: converseWith }, message),
    recordStatus: late.recordStatus,
    sweep: sweeper.sweepNow,
    start() {
      sweeper.start();
      jobs.start(handlersOf(background));
    },
    close: () => closeAll(opened),
  };
}
