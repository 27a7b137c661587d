import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStatusForm } from '../../src/http/twilio/status-form.ts';

const sid = `SM${'a'.repeat(32)}`;

describe('a status callback', () => {
  it.each([
    [
      { MessageSid: sid, MessageStatus: 'delivered' },
      { sid, status: 'delivered', errorCode: null },
    ],
    [
      { SmsSid: sid, SmsStatus: 'sent' },
      { sid, status: 'sent', errorCode: null },
    ],
    [
      { MessageSid: sid, MessageStatus: 'failed', ErrorCode: '63016' },
      { sid, status: 'failed', errorCode: 63016 },
    ],
    [
      { MessageSid: sid, MessageStatus: 'sent', ErrorCode: '' },
      { sid, status: 'sent', errorCode: null },
    ],
    [
      { MessageSid: sid, MessageStatus: 'sent', ErrorCode: 'x1' },
      { sid, status: 'sent', errorCode: null },
    ],
    [
      { MessageSid: sid, MessageStatus: 'READ', EventType: 'READ' },
      { sid, status: 'read', errorCode: null },
    ],
    [
      { MessageSid: [sid, 'x'], MessageStatus: ['sent'] },
      { sid, status: 'sent', errorCode: null },
    ],
  ])('%j', (form, status) => {
    expect(parseStatusForm(form)).toEqual({ kind: 'status', ...status });
  });

  it.each([
    [{ MessageStatus: 'sent' }, ['MessageSid']],
    [{ MessageSid: sid }, ['MessageStatus']],
    [{ MessageSid: sid, MessageStatus: '$ne' }, ['MessageStatus']],
    [{}, ['MessageSid', 'MessageStatus']],
    [null, ['MessageSid', 'MessageStatus']],
  ])('that lacks something: %j', (form, missing) => {
    expect(parseStatusForm(form)).toEqual({ kind: 'invalid', missing });
  });

  it('never breaks', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (MessageSid, MessageStatus) => {
        parseStatusForm({ MessageSid, MessageStatus, ErrorCode: MessageSid });
      }),
    );
  });
});
