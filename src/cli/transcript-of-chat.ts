import { toTranscript } from '../http/simulator/page/transcript.js';
import { asSeen, asSent } from '../http/simulator/ports-of-chat.ts';
import type { ChatLine } from '../usecases/chat-view.ts';

/** Lines of a chat, oldest first, as a transcript: said → expected, to be put under `test/transcripts/`. */
export function transcriptOfChat(lines: ChatLine[]): string {
  return toTranscript(
    lines.map((line) =>
      line.direction === 'in'
        ? { direction: 'in', presentation: asSeen(line.content) }
        : { direction: 'out', presentation: asSent(line.content) },
    ),
  );
}
