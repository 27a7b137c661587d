/** Words as Twilio takes them in a placeholder: no newline or tab, at most four spaces in a row (63013). */
export function tidyVariable(value: string): string {
  return value
    .toWellFormed()
    .replace(/\s*[\r\n\t]\s*/g, ' ')
    .replace(/ {5,}/g, '    ')
    .trim();
}

export function tidyVariables(variables: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, tidyVariable(value)]));
}
