/** A sheet's cells as text; `line` is the row's number as a person sees it in the file. */
export type Row = { line: number; cells: string[] };
export type Table = { kind: 'table'; rows: Row[] };

export type TableRefusal = {
  kind: 'refused';
  reason: 'empty' | 'too-big' | 'too-many-rows' | 'old-excel' | 'broken' | 'not-text';
};

/** More are given in several files: a preview of more is not read by anybody. */
export const MOST_ROWS = 10_000;
