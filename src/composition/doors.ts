import express, { type Express, type Router } from 'express';
import { personalSections } from '../adapters/mongo/personal-data.ts';
import { createRateLimiter } from '../adapters/redis/rate-limiter.ts';
import { createSignatureCheck } from '../adapters/twilio/signature.ts';
import { createHttpApp } from '../http/app.ts';
import { createCertificateRouter } from '../http/certificates/router.ts';
import { createConsoleRouter } from '../http/console/router.ts';
import { createHealthRouter } from '../http/health.ts';
import { limit } from '../http/limit.ts';
import { createMetricsRouter } from '../http/metrics.ts';
import { createMyDataRouter } from '../http/my-data/router.ts';
import { createPrivacyRouter } from '../http/privacy.ts';
import { createSessionRouter } from '../http/sessions/router.ts';
import { portsOfChat } from '../http/simulator/ports-of-chat.ts';
import { createSimulatorRouter } from '../http/simulator/router.ts';
import { createTwilioRouter } from '../http/twilio/router.ts';
import { certificateDoorOf } from './certificate-door.ts';
import { chatViewOf } from './chat-view-of.ts';
import { deskOf } from './console.ts';
import type { House } from './house.ts';
import { sessionDoorOf } from './session-door.ts';

/** Every door of the house. */
export function createDoors(house: House): Express {
  const { config, ports, redis, texts, log } = house;
  const doors = [
    { path: '/', router: createHealthRouter({ redis: () => redis.ping(), mongodb: () => ping(house) }) },
    { path: '/', router: createPrivacyRouter({ texts, facts: house.conversing.world.facts }) },
  ];
  doors.push({
    path: '/',
    router: createMetricsRouter({ token: config.metricsToken, metrics: house.metrics }),
  });
  doors.push({ path: '/', router: myDataRouter(house) });
  doors.push({ path: '/', router: createCertificateRouter(certificateDoorOf(house)) });
  doors.push({ path: '/', router: createSessionRouter(sessionDoorOf(house)) });
  doors.push({ path: '/console', router: limited(redis, CONSOLE_LIMIT) });
  doors.push({ path: '/console', router: createConsoleRouter(deskOf(house)) });
  if (config.twilio) doors.push({ path: '/twilio', router: twilioRouter(house, config.twilio) });
  if (config.environment !== 'production') {
    const view = chatViewOf(house);
    const sidOf = async (id: string) => (await ports.outbound.get(id))?.sid ?? null;
    const { receive, recordStatus } = house;
    const simulator = portsOfChat({ view, receive, recordStatus, sidOf });
    doors.push({ path: '/simulator', router: createSimulatorRouter(simulator) });
  }
  return createHttpApp(doors, { log, trustedProxies: config.trustedProxies, isOutage: ports.isOutage });
}

/** A whole office behind one address, with parts of pages that are kept fresh. */
const CONSOLE_LIMIT = { name: 'console', points: 1_200, perSeconds: 60 };
/** The house's own signature never counts here: only what is not Twilio's. */
const FORGED_LIMIT = { name: 'forged', points: 30, perSeconds: 60 };

function limited(redis: House['redis'], of: Parameters<typeof createRateLimiter>[1]): Router {
  return express.Router().use(limit(createRateLimiter(redis, of)));
}

/** Nobody reads their own data more often. */
const MY_DATA_LIMIT = { name: 'my-data', points: 30, perSeconds: 60 };

function myDataRouter({ ports, records, vault, redis, texts }: House) {
  return createMyDataRouter({
    links: ports.personalLinks,
    sections: personalSections(records.models, vault),
    localeOf: async (contactId) => (await ports.contacts.get(contactId))?.locale ?? null,
    texts,
    limiter: createRateLimiter(redis, MY_DATA_LIMIT),
    clock: ports.clock,
  });
}

function twilioRouter(house: House, twilio: NonNullable<House['config']['twilio']>) {
  const tokens = [twilio.authToken, twilio.nextAuthToken].filter((token) => token !== undefined);
  const { receive, recordStatus, ports } = house;
  return createTwilioRouter({
    isSigned: createSignatureCheck({ tokens, publicUrl: house.publicUrl }),
    receive,
    recordStatus,
    forged: createRateLimiter(house.redis, FORGED_LIMIT),
    clock: ports.clock,
  });
}

function ping(house: House): Promise<unknown> {
  return house.records.connection.db?.command({ ping: 1 }) ?? Promise.reject(new Error('not connected'));
}
