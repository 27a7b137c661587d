import { createLogoFolder } from '../adapters/files/logo-folder.ts';
import { createPrinter } from '../adapters/pdf/printer.ts';
import { createRateLimiter } from '../adapters/redis/rate-limiter.ts';
import type { CertificateDoor } from '../http/certificates/router.ts';
import type { CertificateDesk } from '../http/console/certificate-desk.ts';
import { scheduleNext, startBatch } from '../usecases/certificates/batch.ts';
import { issueCertificate } from '../usecases/certificates/issue.ts';
import { type PaperWorld, paperOf } from '../usecases/certificates/paper.ts';
import { sendCertificate } from '../usecases/certificates/send.ts';
import type { House } from './house.ts';

/** Somebody who verifies a stack of papers by hand is not held up. */
const LIMIT = { name: 'certificates', points: 60, perSeconds: 60 };
/** A code that does not exist is read wrong now and then, not again and again. */
const MISSES = { name: 'certificate-misses', points: 20, perSeconds: 600 };

export function certificateDoorOf(house: House): CertificateDoor {
  const { ports, redis, texts, config } = house;
  return {
    certifying: ports.certifying,
    texts,
    paperWorld: paperWorldOf(house),
    printer: createPrinter(),
    limiter: createRateLimiter(redis, LIMIT),
    misses: createRateLimiter(redis, MISSES),
    demo: config.environment !== 'production',
    clock: ports.clock,
  };
}

/** The same for the console. */
export function certificateDesk(house: House): CertificateDesk {
  const { ports, batching } = house;
  const { certifying, clock } = ports;
  const world = paperWorldOf(house);
  const printer = createPrinter();
  return {
    certificates: certifying.certificates,
    rule: certifying.rule,
    enrolment: (id) => ports.enrolments.get(id),
    issue: (wish) => issueCertificate({ ports }, { ...wish, now: clock() }),
    send: (certificate, by) => sendCertificate(batching, certificate, { by, now: clock() }),
    async pdf(certificate) {
      const paper = await paperOf(world, certificate);
      return paper && (await printer.pdf(paper));
    },
    batches: batching.batches,
    count: (cohort) => batching.cohorts.count(cohort),
    start: (wish) => startBatch(batching, wish),
    async resume(id) {
      const resumed = await batching.batches.resume(id);
      const batch = resumed && (await batching.batches.get(id));
      if (batch) await scheduleNext(batching, batch, clock());
      return resumed;
    },
  };
}

export function paperWorldOf({ ports, texts, config, publicUrl }: House): PaperWorld {
  return {
    texts,
    calendar: ports.certifying.calendar,
    publicUrl,
    demo: config.environment !== 'production',
    logoOf: createLogoFolder(config.certificateLogos),
  };
}
