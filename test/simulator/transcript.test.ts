import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { SimulatorMessage, SimulatorPresentation } from '../../src/http/simulator/ports.ts';
import { pageModule } from './page-module.ts';

const { toTranscript } = await pageModule<{ toTranscript(messages: SimulatorMessage[]): string }>(
  'transcript.js',
);

describe('a conversation as a transcript', () => {
  it('pairs what was said with what is expected', () => {
    const transcript = toTranscript([
      said({ kind: 'text', text: 'hola' }),
      answered({
        kind: 'buttons',
        text: '¡Buenas!\n\n¿Qué necesita?',
        choices: [
          { id: 'a', title: 'Ver si cumplo' },
          { id: 'b', title: 'no' },
        ],
      }),
      said({ kind: 'tap', title: 'Ver si cumplo' }),
      answered({ kind: 'text', text: '¿Cuánto lleva su negocio?' }),
      answered({ kind: 'text', text: 'Por ejemplo: 2 años' }),
      said({ kind: 'media', media: 'audio', caption: '' }),
      said({ kind: 'location', latitude: 4.4, longitude: -75.2, label: 'Plaza' }),
    ]);
    expect(transcript).toBe(
      [
        '- said: hola',
        '  expected:',
        '    - text: |-',
        '        ¡Buenas!',
        '',
        '        ¿Qué necesita?',
        '      choices:',
        '        - Ver si cumplo',
        '        - "no"',
        '- tap: Ver si cumplo',
        '  expected:',
        '    - ¿Cuánto lleva su negocio?',
        '    - "Por ejemplo: 2 años"',
        '- media: audio',
        '  expected: []',
        '- location: { latitude: 4.4, longitude: -75.2, label: "Plaza" }',
        '  expected: []',
        '',
      ].join('\n'),
    );
  });

  it('opens a pair of its own for what comes unasked', () => {
    expect(parse(toTranscript([answered({ kind: 'text', text: 'Recuerde su sesión' })]))).toEqual([
      { expected: ['Recuerde su sesión'] },
    ]);
  });

  it('of nothing is an empty list', () => {
    expect(parse(toTranscript([]))).toEqual([]);
  });

  it('reads back as it was said, whatever was said', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom('a', 'ñ', ' ', '\n', ':', '-', '#', '"', '|', '\t', '👋', '\u200f', '\r'),
      }),
      fc.constantFrom(
        'yes',
        'No',
        '~',
        '- a\n- b',
        '*a*',
        '{{x}}',
        'a: b',
        "it's",
        '1e3',
        'null',
        '\n',
        'a\n\n b',
      ),
    );
    fc.assert(
      fc.property(text, text, (question, answer) => {
        const messages = [
          said({ kind: 'text', text: question }),
          answered({ kind: 'list', text: answer, label: 'Ver', choices: [{ id: '1', title: question }] }),
          answered({ kind: 'text', text: answer }),
        ];
        expect(parse(toTranscript(messages))).toEqual([
          { said: question, expected: [{ text: answer, choices: [question] }, answer] },
        ]);
      }),
      { numRuns: 500 },
    );
  });
});

function said(presentation: SimulatorPresentation): SimulatorMessage {
  return { id: 'in', direction: 'in', at: '2026-11-20T15:00:00Z', presentation };
}

function answered(presentation: SimulatorPresentation): SimulatorMessage {
  return { id: 'out', direction: 'out', at: '2026-11-20T15:00:01Z', presentation };
}
