import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld({ fake: { statuses: [] } });
});
afterAll(() => world.close());

let people = 0;

type Sent = { id: string; sid: string };

/** A reply that WhatsApp has taken, and about which nothing more is known. */
async function sentMessage(): Promise<Sent> {
  const person = `whatsapp:+57300${String(3_000_000 + ++people)}`;
  await world.fake.say(person, 'hola');
  const [bubble] = await world.fake.waitForInbox(person, 1);
  const sid = bubble?.sid ?? '';
  await expect.poll(() => messages().exists({ sid })).toBeTruthy();
  const found = await messages().findOne({ sid }).lean();
  return { id: found?._id ?? '', sid };
}

function messages() {
  return world.app.house.records.models.messages;
}

async function statusOf({ id }: Sent): Promise<string | null> {
  return (await messages().findById(id).lean())?.status ?? null;
}

function report(form: Record<string, string>, query: string): Promise<{ status: number }> {
  return world.fake.post(`${world.app.url}/twilio/status${query}`, form);
}

function tell({ id, sid }: Sent, status: string, code?: string): Promise<{ status: number }> {
  const form = { MessageSid: sid, MessageStatus: status, ...(code && { ErrorCode: code }) };
  return report(form, `?m=${encodeURIComponent(id)}`);
}

describe('status callbacks', () => {
  it.each([
    [
      ['sent', 'delivered', 'read'],
      ['sent', 'delivered', 'read'],
    ],
    [
      ['sent', 'read', 'delivered'],
      ['sent', 'read', 'read'],
    ],
    [
      ['delivered', 'sent', 'read'],
      ['delivered', 'delivered', 'read'],
    ],
    [
      ['delivered', 'read', 'sent'],
      ['delivered', 'read', 'read'],
    ],
    [
      ['read', 'sent', 'delivered'],
      ['read', 'read', 'read'],
    ],
    [
      ['read', 'delivered', 'sent'],
      ['read', 'read', 'read'],
    ],
    [
      ['queued', 'sending', 'accepted'],
      ['queued', 'sending', 'sending'],
    ],
    [
      ['delivered', 'undelivered', 'failed'],
      ['delivered', 'delivered', 'delivered'],
    ],
    [
      ['sent', 'teleported', 'sent'],
      ['sent', 'sent', 'sent'],
    ],
  ])('told as %j never lower the status', async (told, expected) => {
    const message = await sentMessage();
    const seen: (string | null)[] = [];
    for (const status of told) {
      expect((await tell(message, status)).status).toBe(204);
      seen.push(await statusOf(message));
    }
    expect(seen).toEqual(expected);
  });

  it('all at once leave the highest', async () => {
    const message = await sentMessage();
    const told = ['read', 'sent', 'delivered', 'sending', 'delivered', 'sent'];
    await Promise.all(told.map((status) => tell(message, status)));
    expect(await statusOf(message)).toBe('read');
  });

  it('keep the code of a failure', async () => {
    const message = await sentMessage();
    await tell(message, 'undelivered', '63024');
    expect(await messages().findById(message.id).lean()).toMatchObject({ code: 63024, state: 'failed' });
  });

  it('about a message we do not know, or without its name, are acknowledged and change nothing', async () => {
    const { sid } = await sentMessage();
    const before = await messages().find().sort({ _id: 1 }).lean();
    const form = { MessageSid: sid, MessageStatus: 'read' };
    expect((await report(form, '?m=nobody.0')).status).toBe(204);
    expect((await report(form, '')).status).toBe(204);
    expect((await report(form, '?m=a&m=b')).status).toBe(204);
    expect((await report(form, `?m=${'x'.repeat(5_000)}`)).status).toBe(204);
    expect(await messages().find().sort({ _id: 1 }).lean()).toEqual(before);
  });

  it('about another attempt than the one we know change nothing', async () => {
    const message = await sentMessage();
    const other = { ...message, sid: `SM${'0'.repeat(32)}` };
    expect((await tell(other, 'read')).status).toBe(204);
    expect(await statusOf(message)).not.toBe('read');
  });

  it('without a SID or a status are refused, and so are unsigned ones', async () => {
    const { id, sid } = await sentMessage();
    expect((await report({ MessageStatus: 'read' }, `?m=${id}`)).status).toBe(400);
    expect((await report({ MessageSid: sid }, `?m=${id}`)).status).toBe(400);
    const unsigned = await fetch(`${world.app.url}/twilio/status?m=${id}`, {
      method: 'POST',
      body: new URLSearchParams({ MessageSid: sid, MessageStatus: 'read' }),
    });
    expect(unsigned.status).toBe(403);
  });

  it('signed for another message are refused', async () => {
    const [one, other] = [await sentMessage(), await sentMessage()];
    const form = { MessageSid: one.sid, MessageStatus: 'read' };
    const url = `${world.app.url}/twilio/status?m=${one.id}`;
    const { default: twilio } = await import('twilio');
    const signature = twilio.getExpectedTwilioSignature(world.fake.authToken, url, form);
    const answer = await fetch(`${world.app.url}/twilio/status?m=${other.id}`, {
      method: 'POST',
      headers: { 'X-Twilio-Signature': signature },
      body: new URLSearchParams(form),
    });
    expect(answer.status).toBe(403);
  });

  it('that went to the door for messages are acknowledged and start no turn', async () => {
    const { sid } = await sentMessage();
    const before = await messages().countDocuments();
    const form = { MessageSid: sid, MessageStatus: 'read', From: 'whatsapp:+14155238886' };
    expect((await world.fake.post(`${world.app.url}/twilio/inbound`, form)).status).toBe(200);
    expect(await messages().countDocuments()).toBe(before);
  });
});
