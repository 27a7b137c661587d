/** A message as Twilio keeps it. */
export type StoredMessage = {
  sid: string;
  to: string;
  from: string;
  body: string;
  status: string;
  createdAt: number;
  sentAt: number | null;
  errorCode: number | null;
  contentSid: string | null;
  statusCallback: string | null;
};

export function resource(message: StoredMessage, accountSid: string): object {
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}`;
  return {
    sid: message.sid,
    account_sid: accountSid,
    messaging_service_sid: null,
    to: message.to,
    from: message.from,
    body: message.body,
    status: message.status,
    direction: 'outbound-api',
    num_segments: '1',
    num_media: '0',
    date_created: rfc2822(message.createdAt),
    date_updated: rfc2822(message.sentAt ?? message.createdAt),
    date_sent: message.sentAt === null ? null : rfc2822(message.sentAt),
    error_code: message.errorCode,
    error_message: null,
    price: null,
    price_unit: null,
    api_version: '2010-04-01',
    uri: `${uri}.json`,
    subresource_uris: { media: `${uri}/Media.json` },
  };
}

function rfc2822(time: number): string {
  return new Date(time).toUTCString().replace('GMT', '+0000');
}
