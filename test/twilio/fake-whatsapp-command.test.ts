import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';
import { channelTo, textToAna } from './channel-under-test.ts';
import { startWebhookRecorder } from './webhook-recorder.ts';

const COMMAND = "import('./src/cli/fake-whatsapp.ts').then((cli) => cli.fakeWhatsApp(process.argv.slice(1)))";

it('chats with a running server from a terminal', async () => {
  const bot = await startWebhookRecorder('fake-auth-token');
  const args = [
    '--input-type=module',
    '-e',
    COMMAND,
    '--',
    '--port',
    '0',
    '--inbound',
    `${bot.url}/twilio/inbound`,
  ];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  const patient = { timeout: 20_000 };

  child.stdin.write('what?\n+573000000001 [Nada]\n+573000000001 hola\n');
  await expect.poll(() => bot.received.map(({ form }) => form.Body), patient).toEqual(['hola']);
  expect(bot.received[0]?.genuine).toBe(true);

  const setting = (name: string) => new RegExp(`${name}=(\\S+)`).exec(printed)?.[1] ?? '';
  const channel = channelTo({
    url: setting('TWILIO_API_URL'),
    accountSid: setting('TWILIO_ACCOUNT_SID'),
    authToken: setting('TWILIO_AUTH_TOKEN'),
    from: setting('TWILIO_WHATSAPP_FROM'),
  });
  await channel.send(textToAna('¡Buenas!'));
  await expect.poll(() => printed, patient).toContain('+573000000001 reads:\n¡Buenas!');
  expect(printed).toContain('nothing to tap says “Nada”');

  child.stdin.write('! fly\n! 400 21610\n');
  await expect.poll(() => printed, patient).toContain('The next sending');
  expect(await channel.send(textToAna('¿Sigue ahí?'))).toMatchObject({ kind: 'refused', code: 21610 });

  channel.close();
  child.stdin.end();
  await new Promise((resolve) => child.once('exit', resolve));
  await bot.close();
});
