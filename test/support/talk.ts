import type { TestWorld } from './test-app.ts';

/** A shopkeeper's way from hello to a verdict, as typed. */
export const TO_THE_VERDICT = [
  'hola',
  'ver si cumplo',
  'sí',
  '3 años',
  'somos 3',
  'en la casa',
  'vendo empanadas',
  'Armenia, Quindío',
  'han subido',
  'a veces',
  'llegan más',
  'sí puedo',
];

/** Says one thing after the other, each once the one before is answered; what was read last. */
export async function talk({ fake }: TestWorld, person: string, lines: string[]): Promise<string> {
  for (const line of lines) {
    const read = fake.inbox(person).length;
    await fake.say(person, line);
    await fake.waitForInbox(person, read + 1);
  }
  return fake.inbox(person).at(-1)?.text ?? '';
}
