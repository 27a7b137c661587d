import { createLogoFolder } from '../adapters/files/logo-folder.ts';
import { createPrinter } from '../adapters/pdf/printer.ts';
import { createRateLimiter } from '../adapters/redis/rate-limiter.ts';
import type { CertificateDoor } from '../http/certificates/router.ts';
import type { PaperWorld } from '../usecases/certificates/paper.ts';
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

export function paperWorldOf({ ports, texts, config, publicUrl }: House): PaperWorld {
  return {
    texts,
    calendar: ports.certifying.calendar,
    publicUrl,
    demo: config.environment !== 'production',
    logoOf: createLogoFolder(config.certificateLogos),
  };
}
