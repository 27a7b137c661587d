import { z } from 'zod';
import { readCode, shownCode } from '../../domain/certificate-code.ts';
import type { Values } from '../../flow/conversation.ts';
import { hoursInWords } from '../certificates/hours-in-words.ts';
import { verifyCode } from '../certificates/verify.ts';
import type { Action } from './action.ts';

const input = z.object({ values: z.object({ said: z.string() }) });

/** What anybody may know of a certificate by its code, wherever in the message the code stands. */
export const verifyCertificate: Action = async ({ ports, world }, context) => {
  const { said } = input.parse(context.input).values;
  const verified = await verifyCode(ports.certifying, codeIn(said));
  const values: Values = {};
  if ('code' in verified) values.certificateCode = shownCode(verified.code);
  if ('name' in verified) values.certificateName = verified.name;
  if ('minutes' in verified)
    values.certificateHours = hoursInWords(world.texts, context.locale, verified.minutes);
  return { outcome: verified.kind, values };
};

/** "el 7K3QF 9M2XR 4T8B, gracias": words around the code do no harm; else all of it, to be told that it is none. */
function codeIn(said: string): string {
  const words = said
    .trim()
    .split(/[\s,;:*"'«»()]+/)
    .filter(Boolean)
    .slice(0, MOST_WORDS);
  for (let from = 0; from < words.length; from++)
    for (let to = words.length; to > from; to--) {
      const joined = words
        .slice(from, to)
        .join('')
        .replace(/[.!?]+$/, '');
      if (readCode(joined).kind === 'code') return joined;
    }
  return said.replace(/[.!?]+$/, '');
}

/** A code is written in at most as many pieces as it has letters; a letter to a friend is not searched. */
const MOST_WORDS = 30;
