import { z } from 'zod';
import { field, messageSid } from './form-fields.ts';

export type StatusForm =
  | { kind: 'status'; sid: string; status: string; errorCode: number | null }
  | { kind: 'invalid'; missing: string[] };

/** Reads a status callback. Words we do not know pass: whether they rank is for the domain to say. */
export function parseStatusForm(form: unknown): StatusForm {
  const fields = StatusFields.safeParse(form).data;
  const sid = messageSid(fields?.MessageSid ?? '', fields?.SmsSid ?? '');
  const status = STATUS.exec((fields?.MessageStatus || fields?.SmsStatus || '').toLowerCase())?.[0];
  if (sid === null || status === undefined) {
    return {
      kind: 'invalid',
      missing: [...(sid === null ? ['MessageSid'] : []), ...(status === undefined ? ['MessageStatus'] : [])],
    };
  }
  return { kind: 'status', sid, status, errorCode: readCode(fields?.ErrorCode ?? '') };
}

const StatusFields = z.object({
  MessageSid: field,
  SmsSid: field,
  MessageStatus: field,
  SmsStatus: field,
  ErrorCode: field,
});

const STATUS = /^[a-z_]{1,32}$/;

function readCode(value: string): number | null {
  return /^[1-9]\d{0,6}$/.test(value) ? Number(value) : null;
}
