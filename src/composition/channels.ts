import { createContentRegistry } from '../adapters/mongo/content-registry.ts';
import type { Models } from '../adapters/mongo/models.ts';
import { createSimulatorChannel } from '../adapters/simulator/simulator-channel.ts';
import { createTwilioChannel } from '../adapters/twilio/twilio-channel.ts';
import type { ChannelName } from '../domain/message.ts';
import type { Channel } from '../usecases/channel.ts';
import type { StatusReport } from '../usecases/record-status.ts';
import type { HouseParts } from './house.ts';

export type Channels = { get(name: ChannelName): Channel | undefined; close(): void };

/** Twilio where its credentials are set; the simulator beside it, except in production. */
export function createChannels(
  parts: HouseParts & { models: Models; report(status: StatusReport): Promise<unknown> },
): Channels {
  const { config, publicUrl, models, report, log } = parts;
  const twilio =
    config.twilio &&
    createTwilioChannel({
      ...config.twilio,
      publicUrl,
      contents: createContentRegistry(models),
      templates: (name, locale) => config.templates.get(`${name}:${locale}`) ?? null,
      log,
    });
  const simulator =
    config.environment === 'production'
      ? undefined
      : createSimulatorChannel(({ messageId, sid }, status) => {
          report({ messageId, sid, status, code: null }).catch((error: unknown) =>
            log.warn('simulated status lost', { error: error instanceof Error ? error : undefined }),
          );
        });
  return {
    get: (name) => (name === 'twilio' ? (twilio ?? undefined) : simulator),
    close: () => twilio?.close(),
  };
}
