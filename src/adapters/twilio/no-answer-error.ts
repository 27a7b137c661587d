/** A request that brought no usable answer. `sent` is false only where Twilio surely never saw it. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError' as const;
  readonly reason: 'timeout' | 'unreachable' | 'reset';
  readonly sent: boolean;

  constructor(reason: NoAnswerError['reason'], sent: boolean, cause: unknown) {
    super(`no answer from Twilio: ${reason}`, { cause });
    this.reason = reason;
    this.sent = sent;
  }
}
