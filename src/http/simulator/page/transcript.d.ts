import type { SimulatorMessage } from '../ports.ts';

/** A conversation as a transcript, as the page's own button writes it. */
export function toTranscript(messages: Pick<SimulatorMessage, 'direction' | 'presentation'>[]): string;
