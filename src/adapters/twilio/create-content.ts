import twilio, { type Twilio } from 'twilio';
import type { ContentDefinition } from './content-shape.ts';

/**
 * Creates a Content resource and answers its SID. By hand: twilio-node's typed method takes camelCase
 * (`twilioQuickReply`) and sends it as it is, which Twilio does not read.
 */
export async function createContent(client: Twilio, definition: ContentDefinition): Promise<string> {
  const answer: { statusCode: number; body: string; headers: unknown } = await client.request({
    method: 'post',
    uri: 'https://content.twilio.com/v1/Content',
    headers: { 'Content-Type': 'application/json' },
    data: definition,
  });
  if (answer.statusCode < 200 || answer.statusCode > 299) throw new twilio.RestException(answer);
  const { sid }: { sid?: unknown } = JSON.parse(answer.body);
  if (typeof sid !== 'string') throw new SyntaxError('a content resource without a sid');
  return sid;
}
