import type { Defaults } from '../enrolments/read-entry.ts';
import type { Row } from '../enrolments/table.ts';

/** A list's rows as they were read, and what was given for all of them. */
export type Upload = { name: string; rows: Row[]; defaults: Defaults };

/** Between looking through a file and taking it in. */
export interface Uploads {
  /** Gives the id it is asked for by; nobody else's account finds it. */
  keep(upload: Upload, by: string): Promise<string>;
  get(id: string, by: string): Promise<Upload | null>;
}
