/** A line that was left out. `text` is what stands in the field; `found` and `expected` are numbers of fields. */
export interface CsvFault {
  line: number;
  /** From 1; 0 where it is the whole line. */
  column: number;
  kind: "fields" | "missing" | "number" | "range" | "class";
  text: string;
  found: number;
  expected: number;
}

/** Why a text is no table that can be used. */
export interface CsvRefusal extends Error {
  kind:
    | "too_long"
    | "binary"
    | "workbook"
    | "empty"
    | "one_column"
    | "columns"
    | "only_text"
    | "rows"
    | "classes"
    | "one_class";
  found: number;
  limit: number;
  columns: string[];
  faults: CsvFault[];
}

/** The numbers of a table. Columns count from 0, lines from 1. */
export interface CsvTable {
  /** Of all columns of the file; empty without a header. */
  names: string[];
  columns: Uint32Array;
  target: number;
  /** The columns of text that were left out. */
  skipped: Uint32Array;
  /** [rows, columns.length] */
  inputs: Float64Array;
  /** [rows] values, or indices in `classes`. */
  targets: Float64Array;
  classes: string[] | null;
  lines: Uint32Array;
  has_header: boolean;
  decimal: "point" | "comma";
  /** A number that may be meant otherwise, as it is written: `1,234`. */
  doubt: string | null;
  records: number;
  refused: number;
  /** Records after the last one that could be taken. */
  beyond: number;
  faults: CsvFault[];
}
