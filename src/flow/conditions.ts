import type { Json } from './conversation.ts';
import type { Condition } from './definition.ts';

/** Whether a rule holds for what is known; every part that is written must hold. */
export function holds(rule: Condition, look: (variable: string) => Json | undefined): boolean {
  if (rule.known !== undefined && !isKnown(look(rule.known))) return false;
  if (rule.unknown !== undefined && isKnown(look(rule.unknown))) return false;
  if (rule.answer === undefined) return true;
  const value = look(rule.answer);
  if (rule.is !== undefined && value !== rule.is) return false;
  if (rule.in !== undefined && !rule.in.some((one) => one === value)) return false;
  if (rule.atLeast !== undefined && !(typeof value === 'number' && value >= rule.atLeast)) return false;
  if (rule.below !== undefined && !(typeof value === 'number' && value < rule.below)) return false;
  return true;
}

function isKnown(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== false;
}
