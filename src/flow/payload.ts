/** What a button carries, so that an old one tapped again is recognised and not misread. */
export type Payload =
  | { kind: 'option'; flow: string; version: string; step: string; option: string }
  | { kind: 'command'; command: string }
  | { kind: 'flow'; flow: string }
  | { kind: 'intent'; intent: string }
  /** Under a message that answers nothing; without a subject where the button was fixed when its template was approved. */
  | { kind: 'notice'; flow: string; option: string; subject: string | null };

const PART = '([a-z0-9-]+)';
const OPTION = new RegExp(`^o:${PART}:${PART}:${PART}:([a-z0-9_-]+)$`);
const NOTICE = new RegExp(`^n:${PART}:([a-z0-9_-]+)(?::([A-Za-z0-9._-]+))?$`);
const OTHER = new RegExp(`^([cfi]):${PART}$`);

export function encode(payload: Payload): string {
  switch (payload.kind) {
    case 'option':
      return `o:${payload.flow}:${payload.version}:${payload.step}:${payload.option}`;
    case 'command':
      return `c:${payload.command}`;
    case 'flow':
      return `f:${payload.flow}`;
    case 'intent':
      return `i:${payload.intent}`;
    case 'notice': {
      const { flow, option, subject } = payload;
      return subject === null ? `n:${flow}:${option}` : `n:${flow}:${option}:${subject}`;
    }
  }
}

/** Null for anything we did not write ourselves. */
export function decode(text: string): Payload | null {
  const [, flow, version, step, option] = OPTION.exec(text) ?? [];
  if (flow && version && step && option) return { kind: 'option', flow, version, step, option };
  const notice = NOTICE.exec(text);
  if (notice)
    return { kind: 'notice', flow: notice[1] ?? '', option: notice[2] ?? '', subject: notice[3] ?? null };
  const [, sort, name] = OTHER.exec(text) ?? [];
  if (!sort || !name) return null;
  if (sort === 'c') return { kind: 'command', command: name };
  return sort === 'f' ? { kind: 'flow', flow: name } : { kind: 'intent', intent: name };
}
