import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';

const USAGE = 'Write as anyone: "+573000000001 hola", or tap: "+573000000001 [No]". Ctrl+D ends.';

/**
 * A WhatsApp of one's own for a running server: `--port N --inbound URL [--seed N] [--latency MS] [--chaos SHARE]`. People write by
 * lines on stdin; a line that begins with `!` breaks the next sending.
 */
export async function fakeWhatsApp(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '4010' },
      inbound: { type: 'string', default: 'http://127.0.0.1:3000/twilio/inbound' },
      seed: { type: 'string', default: '1' },
      latency: { type: 'string', default: '0' },
      chaos: { type: 'string', default: '0' },
    },
  });
  // A test double, so it is not among what the server loads.
  const { startFakeWhatsApp } = await import('../../test/support/fake-whatsapp/fake-whatsapp.ts');
  const { FAULT_USAGE, readFault, USUAL_FAULTS } = await import(
    '../../test/support/fake-whatsapp/fault-line.ts'
  );
  const fake = await startFakeWhatsApp({
    port: Number(values.port),
    seed: Number(values.seed),
    latencyMs: Number(values.latency),
    inboundUrl: values.inbound,
    onShown: ({ address }, { screen }) =>
      console.log(`\n${address.replace('whatsapp:', '')} reads:\n${screen}`),
  });
  const rate = Number(values.chaos) / USUAL_FAULTS.length;
  if (rate > 0) fake.faults.chaos(USUAL_FAULTS.map((fault) => ({ fault, rate })));
  console.log('Start the server with:');
  console.log(`TWILIO_API_URL=${fake.url} TWILIO_ACCOUNT_SID=${fake.accountSid}`);
  console.log(`TWILIO_AUTH_TOKEN=${fake.authToken} TWILIO_WHATSAPP_FROM=${fake.from}`);
  console.log(`${USAGE}\n${FAULT_USAGE}`);

  for await (const line of createInterface({ input: process.stdin })) {
    if (line.startsWith('!')) {
      const fault = readFault(line.slice(1));
      if (fault) fake.faults.next(fault);
      console.log(fault ? `The next sending: ${JSON.stringify(fault)}` : FAULT_USAGE);
      continue;
    }
    const [, address, title, text] = LINE.exec(line) ?? [];
    if (!address) {
      if (line.trim() !== '') console.log(USAGE);
      continue;
    }
    try {
      const { status } = await (title ? fake.tap(address, title) : fake.say(address, text ?? ''));
      if (status !== 200) console.log(`the server answered ${status}`);
    } catch (error) {
      console.log(error instanceof Error ? error.message : String(error));
    }
  }
  await fake.close();
}

// Who (a number or a business-scoped id), then a choice in brackets or a text.
const LINE = /^\s*(\+\d{7,15}|[A-Z]{2}\.\w+)\s+(?:\[(.+)\]|(.+))$/;
