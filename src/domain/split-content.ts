import type { OutboundContent } from './message.ts';
import { LIMITS, present } from './presentation.ts';
import { splitText } from './text-split.ts';

/** A message that would be refused for its length, as several that are not; anything else stays as it is. */
export function splitContent(content: OutboundContent): OutboundContent[] {
  const looks = present(content);
  if (looks.kind !== 'text' || looks.text.length <= LIMITS.text) return [content];
  return splitText(looks.text, LIMITS.text).map((text) => ({ kind: 'text', text }));
}
