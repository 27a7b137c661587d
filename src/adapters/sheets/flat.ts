export type Rows = AsyncIterable<Record<string, unknown>>;

/** Nested values become columns: `answers.people.said`. */
export function flat(row: Record<string, unknown>, prefix = ''): Record<string, unknown> {
  return Object.assign(
    {},
    ...Object.entries(row).map(([name, value]) => {
      const nested =
        value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);
      if (nested) return flat(value as Record<string, unknown>, `${prefix}${name}.`);
      return { [prefix + name]: Array.isArray(value) ? JSON.stringify(value) : value };
    }),
  );
}

/** Rows differ in what they nest: all are looked at before the first is written. */
export async function columnsOf(rows: Rows): Promise<string[]> {
  const columns = new Set<string>();
  for await (const row of rows) for (const name of Object.keys(flat(row))) columns.add(name);
  return [...columns];
}
