/** The names between double braces in a text as it is written. */
export function parametersOf(raw: string): string[] {
  return [...raw.matchAll(/\{\{\s*([\w.]+)[^}]*\}\}/g)].flatMap(([, name]) => (name ? [name] : []));
}
