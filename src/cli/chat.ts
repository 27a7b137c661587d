import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { chatViewOf } from '../composition/chat-view-of.ts';
import type { House } from '../composition/house.ts';
import { inHouse } from '../composition/open-house.ts';
import { type Identity, parseIdentity } from '../domain/identity.ts';
import type { Choice, InboundContent } from '../domain/message.ts';
import { present } from '../domain/presentation.ts';
import { type ChatLine, watchChat } from '../usecases/chat-view.ts';
import { UsageFault } from './usage.ts';

/** A chat in the terminal: a line is a message, `#2` taps the second button. */
export async function chat(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { from: { type: 'string', default: '+573000000000' } } });
  const identity = parseIdentity(values.from);
  if (!identity) throw new UsageFault('--from takes a number like +573000000000');
  await inHouse((house) => talk(house, identity));
}

async function talk(house: House, identity: Identity): Promise<void> {
  let choices: Choice[] = [];
  const stop = await watchChat(chatViewOf(house), identity, (line) => {
    if (line.direction === 'in' || line.status !== 'sent') return;
    choices = show(line);
  });
  house.start();
  console.log('Write to the bot; #2 taps the second button, an empty line or Ctrl-D ends.');
  for await (const said of createInterface({ input: process.stdin })) {
    if (said.trim() === '') break;
    await house.receive(toMessage(identity, contentOf(said, choices)));
    await answered(house, identity);
  }
  stop();
}

function contentOf(said: string, choices: Choice[]): InboundContent {
  const tapped = /^#(\d+)$/.exec(said.trim());
  const choice = choices[Number(tapped?.[1] ?? 0) - 1];
  return choice ? { kind: 'tap', payload: choice.id, title: choice.title } : { kind: 'text', text: said };
}

function toMessage(identity: Identity, content: InboundContent) {
  return {
    id: `CLI${randomBytes(16).toString('hex')}`,
    channel: 'simulator' as const,
    identities: [identity],
    to: 'whatsapp:+10000000000',
    content,
    profileName: null,
    repliedTo: null,
    receivedAt: new Date(),
  };
}

const PATIENCE_MS = 10_000;

async function answered(house: House, identity: Identity): Promise<void> {
  const contactId = await house.ports.contacts.find(identity);
  for (const until = Date.now() + PATIENCE_MS; contactId && Date.now() < until; ) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const waiting = await house.ports.inbound.unanswered(contactId, 1);
    const sending = await house.ports.outbound.pending(contactId, 1);
    if (waiting.length + sending.length === 0) break;
  }
  // The line is shown by the live view, a moment after it is recorded.
  await new Promise((resolve) => setTimeout(resolve, 100));
}

function show(line: Extract<ChatLine, { direction: 'out' }>): Choice[] {
  const looks = present(line.content);
  if (looks.kind === 'template') return [];
  const choices = looks.kind === 'text' ? [] : looks.choices;
  console.log(`\n${looks.text}`);
  choices.forEach((choice, index) => {
    console.log(`  #${index + 1} [${choice.title}]${choice.description ? ` ${choice.description}` : ''}`);
  });
  console.log();
  return choices;
}
