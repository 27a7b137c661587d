import type { Twilio } from 'twilio';

const INBOUND_SID = /^(SM|MM)[0-9a-fA-F]{32}$/;

/** Under load a reply itself is quicker than its announcement, and both share the connections. */
const MAX_UNDERWAY = 4;

/** Shows "typing…" and marks the message as read (public beta): whatever happens to it, nobody waits for it. */
export function createTypingIndicator(client: Twilio): (inboundSid: string) => void {
  let underway = 0;
  return (inboundSid) => {
    if (!INBOUND_SID.test(inboundSid) || underway >= MAX_UNDERWAY) return;
    underway += 1;
    client.messaging.v2.typingIndicator
      .create({ channel: 'whatsapp', messageId: inboundSid })
      .catch(() => undefined)
      .finally(() => {
        underway -= 1;
      });
  };
}
