import { brokenConversations } from './explore.ts';
import type { Rule } from './rule.ts';

/** Whatever is tapped or typed, in whatever order, is answered: the engine itself is walked through all of it. */
export const nothingBreaks: Rule = (checked) =>
  brokenConversations(checked).map(({ error, at, conversation }) => ({
    flow: at?.flow ?? checked.house.start,
    step: at?.step ?? null,
    message: `a conversation breaks: ${error}`,
    advice: 'Follow the conversation below to the step that fails.',
    conversation,
  }));
