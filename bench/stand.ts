import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServices } from '../src/embedded/services.ts';
import { type FakeWhatsApp, startFakeWhatsApp } from '../test/support/fake-whatsapp/fake-whatsapp.ts';

/** Where a bench runs: records, Redis and a fake WhatsApp of its own, and the settings of a house that stands on them. */
export type Stand = { fake: FakeWhatsApp; env: NodeJS.ProcessEnv; close(): Promise<void> };

/** `template` is the one approved text, by the name of its notice; on `MONGODB_URI` and `REDIS_URL` where they are given. */
export async function openStand(template: {
  notice: string;
  body: string;
  variables: Record<string, string>;
}): Promise<Stand> {
  const dataDir = mkdtempSync(join(tmpdir(), 'fortaleser-bench-'));
  const { MONGODB_URI: mongodbUri, REDIS_URL: redisUrl, PATH, HOME } = process.env;
  const services = await startServices({ dataDir, mongodbUri, redisUrl });
  const fake = await startFakeWhatsApp({ statuses: [] });
  const { notice, body, variables } = template;
  const sid = fake.addTemplate({
    friendly_name: notice.replaceAll('-', '_'),
    language: 'es',
    variables,
    types: { 'twilio/text': { body } },
  });
  return {
    fake,
    env: {
      ...{ PATH, HOME, NODE_ENV: 'test', LOG_LEVEL: 'silent', DATA_DIR: dataDir },
      PUBLIC_URL: 'http://127.0.0.1:9',
      MONGODB_URI: services.mongodbUri,
      REDIS_URL: services.redisUrl,
      TWILIO_ACCOUNT_SID: fake.accountSid,
      TWILIO_AUTH_TOKEN: fake.authToken,
      TWILIO_WHATSAPP_FROM: fake.from,
      TWILIO_API_URL: fake.url,
      TWILIO_TEMPLATES: `${notice}:es=${sid}`,
    },
    async close() {
      await fake.close();
      await services.close();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
