import { COMMANDS, type Command } from '../commands.ts';
import { type Flow, type House, isAsk, target } from '../definition.ts';
import { fold } from '../fold.ts';
import { eachStep, faultAt } from './each-step.ts';
import type { Checked, Rule } from './rule.ts';

/**
 * At every question the words that work everywhere still work. A button's own words win over them, so none may read
 * "cancelar" or "asesor" unless tapping it does what the word says.
 */
export const commandsHeard: Rule = (checked) => {
  const words = commandWords(checked);
  return eachStep(checked.flows).flatMap((at) => {
    const { flow, step } = at;
    if (!isAsk(step)) return [];
    const ids = [...(step.options ?? []), ...Object.keys(step.help ?? {})];
    return checked.locales.flatMap((locale) =>
      ids.flatMap((id) => {
        const title = checked.texts.raw(locale, `${flow.flow}:${step.text}.options.${id}`);
        const command = words.get(fold(title));
        if (!command || doesTheSame(checked.house, flow, target(step.next, id), command)) return [];
        const message = `"${title}" is the word for "${command}", which would not be heard here`;
        return [faultAt(at, message, 'Give the button other words, or lead it where the word leads.')];
      }),
    );
  });
};

function commandWords({ texts, locales }: Checked): Map<string, Command> {
  const words = new Map<string, Command>();
  for (const locale of locales)
    for (const command of COMMANDS)
      for (const spelling of texts.raw(locale, `commands:${command}`).split('|'))
        words.set(fold(spelling), command);
  return words;
}

function doesTheSame({ commands }: House, flow: Flow, to: string | undefined, command: Command): boolean {
  if (command === 'back' || command === 'cancel' || command === 'continue') return false;
  const step = flow.steps[to ?? ''];
  return (
    flow.flow === commands[command] || (step !== undefined && 'go' in step && step.go === commands[command])
  );
}
