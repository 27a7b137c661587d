// Fills a conversation from the server's records.

import { getHistory } from './api.js';

/** Pages read back to close the gap of a long absence. */
const GAP_PAGES = 20;

/**
 * @param {string} contact
 * @param {ReturnType<typeof import('./conversation.js').createConversation>} conversation
 */
export function createHistory(contact, conversation) {
  let more = false;
  let loaded = false;
  let busy = false;

  /**
   * @param {string} [before]
   * @returns {Promise<import('./api.js').Message[] | null>}
   */
  async function readPage(before) {
    const page = await getHistory(contact, before);
    if (!page) return null;
    if (before || !loaded) more = page.more;
    return page.messages;
  }

  return {
    hasMore: () => more,
    isLoaded: () => loaded,
    /**
     * The newest messages, and those before them down to what is known.
     * @returns {Promise<import('./api.js').Message[] | null>} the new ones, or null when the server does not answer
     */
    async refresh() {
      const wasEmpty = conversation.all().length === 0;
      let page = await readPage();
      if (!page) return null;
      const gap = [...page];
      for (let pages = 1; loaded && !wasEmpty && pages < GAP_PAGES; pages += 1) {
        const oldest = page[0];
        if (!oldest || page.some((message) => conversation.has(message.id))) break;
        const previous = await readPage(oldest.id);
        if (!previous) break;
        page = previous;
        gap.unshift(...page);
      }
      loaded = true;
      return conversation.merge(gap);
    },
    /** One page further back. */
    async older() {
      const oldest = conversation.all()[0];
      if (busy || !more || !oldest) return false;
      busy = true;
      const page = await readPage(oldest.id);
      busy = false;
      if (!page) return false;
      conversation.merge(page, { older: true });
      return true;
    },
  };
}
