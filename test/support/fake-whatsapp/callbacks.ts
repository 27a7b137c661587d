import type { FakeClock } from './clock.ts';
import type { StoredMessage } from './stored-message.ts';
import type { WebhookPoster } from './webhook-post.ts';

export type CallbackFate = { drop?: boolean; duplicate?: boolean; reverse?: boolean; delayMs?: number };

export type Step = { status: string; errorCode: number | null };

export type Callbacks = ReturnType<typeof createCallbacks>;

/** What becomes of a message after it was accepted, and the status callbacks that tell it. */
export function createCallbacks(options: {
  accountSid: string;
  clock: FakeClock;
  poster: WebhookPoster;
  delayMs: number;
}) {
  const { accountSid, clock, poster, delayMs } = options;
  let underway = 0;
  let idle: (() => void)[] = [];

  async function run(message: StoredMessage, steps: Step[], fate: CallbackFate): Promise<void> {
    const told: Step[] = [];
    for (const step of steps) {
      await pass(fate.delayMs ?? delayMs);
      message.status = step.status;
      message.errorCode = step.errorCode;
      if (step.status === 'sent') message.sentAt = clock.now();
      if (fate.reverse) told.unshift(step);
      else await tell(message, step, fate);
    }
    for (const step of told) await tell(message, step, fate);
  }

  async function tell(message: StoredMessage, step: Step, { drop, duplicate }: CallbackFate): Promise<void> {
    const url = message.statusCallback;
    if (!url || drop) return;
    const form = callbackForm(message, step, accountSid);
    for (let times = duplicate ? 2 : 1; times > 0; times--) {
      // Twilio notes a failed callback in its debugger and goes on.
      await poster.post({ url, form }).catch(() => undefined);
    }
  }

  function pass(ms: number): Promise<void> {
    return new Promise((resolve) => clock.after(ms, resolve));
  }

  return {
    deliver(message: StoredMessage, steps: Step[], fate: CallbackFate): void {
      underway += 1;
      run(message, steps, fate).finally(() => {
        underway -= 1;
        if (underway > 0) return;
        for (const resolve of idle) resolve();
        idle = [];
      });
    },

    /** Once no message is on its way. A frozen clock must be moved for those that wait for it. */
    settled(): Promise<void> {
      return underway === 0 ? Promise.resolve() : new Promise((resolve) => idle.push(resolve));
    },
  };
}

function callbackForm(message: StoredMessage, step: Step, accountSid: string): Record<string, string> {
  return {
    ChannelPrefix: 'whatsapp',
    ApiVersion: '2010-04-01',
    MessageStatus: step.status,
    SmsSid: message.sid,
    SmsStatus: step.status,
    ChannelInstallSid: `XE${'0'.repeat(32)}`,
    To: message.to,
    From: message.from,
    MessageSid: message.sid,
    AccountSid: accountSid,
    ChannelToAddress: message.to.replace('whatsapp:', ''),
    ...(step.status === 'read' ? { EventType: 'READ' } : {}),
    ...(step.errorCode === null ? {} : { ErrorCode: String(step.errorCode) }),
  };
}
