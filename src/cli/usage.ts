/** The command was called wrongly; the message says how to call it. */
export class UsageFault extends Error {
  override name = 'UsageFault' as const;
}
