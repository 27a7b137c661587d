import { pick, randomFrom } from '../../src/flow/understanding/random.ts';
import { USUAL_FAULTS } from '../support/fake-whatsapp/fault-line.ts';
import type { Chaos } from '../support/fake-whatsapp/faults.ts';

/** Which of the two processes takes a webhook; the second one dies now and then. */
export type Door = 'first' | 'second' | 'both';

/** One thing that happens. `who` counts people, `nth` the choices of the newest message that has any. */
export type Act =
  | { kind: 'say'; who: number; text: string; door: Door }
  | { kind: 'tap'; who: number; nth: number; door: Door }
  | { kind: 'burst'; who: number; texts: string[] }
  /** Half a webhook, then the whole one. */
  | { kind: 'torn'; who: number; text: string }
  /** A webhook that was taken long ago comes once more. */
  | { kind: 'again'; nth: number }
  | { kind: 'wait'; ms: number }
  /** The second process ends at one of its next awaits, and another takes its place. */
  | { kind: 'die'; moment: number }
  | { kind: 'cut'; line: 'redis' | 'mongodb'; ms: number }
  | { kind: 'slow'; line: 'redis' | 'mongodb'; ms: number }
  | { kind: 'empty-redis' };

export type Plan = {
  seed: number;
  people: number;
  /** Stores answer late. */
  unruly: boolean;
  /** Locks hold nobody back. */
  lockless: boolean;
  faults: Chaos;
  acts: Act[];
};

const SAID = [
  'hola',
  'buenas, cuánto dura el programa',
  'ver si cumplo',
  'sí',
  'no',
  '3 años',
  'somos 3',
  'en la casa',
  'vendo empanadas',
  'Armenia, Quindío',
  'Rionegro',
  'han subido',
  'a veces',
  'llegan más',
  'sí puedo',
  'menú',
  'atrás',
  'cancelar',
  'continuar',
  'asesor',
  'mis datos',
  'idioma',
  'english',
  'español',
  '2',
  'qué requisitos piden',
  'asdf qwer',
  'me equivoqué, somos 4 personas',
  '¿dan certificado?',
  'baja',
];

/** What happens in one run: the same seed always gives the same. */
export function planOf(seed: number): Plan {
  const random = randomFrom(seed * 7919 + 13);
  const below = (limit: number) => Math.floor(random() * limit);
  const people = 1 + below(3);
  const unruly = random() < 0.4;
  const faults = Array.from({ length: below(4) }, () => ({
    fault: pick(USUAL_FAULTS, random),
    rate: 0.05 + random() * 0.2,
  }));
  const acts = Array.from({ length: 6 + below(10) }, () => actOf(random, people));
  return { seed, people, unruly, lockless: seed % 2 === 1, faults, acts };
}

function actOf(random: () => number, people: number): Act {
  const below = (limit: number) => Math.floor(random() * limit);
  const who = below(people);
  const door = pick<Door>(['first', 'first', 'second', 'second', 'both'], random);
  const line = random() < 0.85 ? 'redis' : 'mongodb';
  const drawn = random();
  if (drawn < 0.42) return { kind: 'say', who, text: pick(SAID, random), door };
  if (drawn < 0.65) return { kind: 'tap', who, nth: below(3), door };
  if (drawn < 0.73)
    return { kind: 'burst', who, texts: Array.from({ length: 2 + below(4) }, () => pick(SAID, random)) };
  if (drawn < 0.76) return { kind: 'torn', who, text: pick(SAID, random) };
  if (drawn < 0.785) return { kind: 'again', nth: below(20) };
  if (drawn < 0.81) return { kind: 'wait', ms: below(120) };
  if (drawn < 0.93) return { kind: 'die', moment: 1 + below(60) };
  if (drawn < 0.955) return { kind: 'cut', line, ms: 20 + below(120) };
  if (drawn < 0.98) return { kind: 'slow', line, ms: 5 + below(40) };
  return { kind: 'empty-redis' };
}
