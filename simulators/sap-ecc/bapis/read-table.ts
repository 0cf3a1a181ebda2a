/** RFC_READ_TABLE over the tables that a reader of stock, confirmations, documents and lots needs. */
import { readRows, readText } from "../rfc-envelope.ts";
import { AbapException, type Bapi } from "./bapi.ts";
import { parseCondition, type Row } from "./table-condition.ts";
import { tables } from "./tables.ts";

/** Rows are texts of at most 512 characters, as in the standard module: wide selections fail. */
const widthLimit = 512;

/**
 * QUERY_TABLE, DELIMITER, ROWCOUNT (0 for all), ROWSKIPS, OPTIONS/item/TEXT, FIELDS/item/FIELDNAME in;
 * FIELDS with FIELDNAME, OFFSET, LENGTH, TYPE, FIELDTEXT and DATA/item/WA out.
 * Exceptions TABLE_NOT_AVAILABLE, FIELD_NOT_VALID, OPTION_NOT_VALID, DATA_BUFFER_EXCEEDED become faults.
 */
export const readTable: Bapi = (parameters, { state }) => {
  const name = readText(parameters, "QUERY_TABLE");
  const table = tables[name];
  if (!table) throw new AbapException("TABLE_NOT_AVAILABLE", `Table ${name} is not available`);

  const asked = readRows(parameters, "FIELDS").map((row) => readText(row, "FIELDNAME"));
  const columns = table.columns.filter(([column]) => asked.length === 0 || asked.includes(column));
  const unknown = asked.find((field) => !table.columns.some(([column]) => column === field));
  if (unknown !== undefined) throw new AbapException("FIELD_NOT_VALID", `Field ${unknown} is not in table ${name}`);
  const ordered = asked.length === 0 ? columns : asked.flatMap((field) => columns.filter(([column]) => column === field));

  const delimiter = readText(parameters, "DELIMITER");
  const width = ordered.reduce((sum, [, length]) => sum + length, 0) + delimiter.length * (ordered.length - 1);
  if (width > widthLimit) throw new AbapException("DATA_BUFFER_EXCEEDED", `The fields of ${name} are wider than ${widthLimit} characters`);

  const text = readRows(parameters, "OPTIONS").map((row) => readText(row, "TEXT"));
  const matches = parseCondition(text.join(" "));
  const skip = Number(readText(parameters, "ROWSKIPS") || "0");
  const limit = Number(readText(parameters, "ROWCOUNT") || "0") || Number.POSITIVE_INFINITY;

  const data: { WA: string }[] = [];
  let seen = 0;
  for (const row of table.rows(state)) {
    if (!matches(row)) continue;
    seen += 1;
    if (seen <= skip) continue;
    if (data.length >= limit) break;
    data.push({ WA: writeRow(row, ordered, delimiter) });
  }
  return { DATA: data, FIELDS: describe(ordered, delimiter.length), OPTIONS: text.map((TEXT) => ({ TEXT })) };
};

type Columns = readonly (readonly [string, number, string])[];

/** Columns have their full width even with a delimiter; quantities stand right-aligned, as the module leaves them. */
function writeRow(row: Row, columns: Columns, delimiter: string): string {
  const cells = columns.map(([column, length, type]) => {
    const value = row[column] ?? "";
    return type === "P" ? value.padStart(length) : value.padEnd(length);
  });
  return cells.join(delimiter).trimEnd();
}

function describe(columns: Columns, gap: number): Record<string, string>[] {
  let offset = 0;
  return columns.map(([column, length, type]) => {
    const start = offset;
    offset += length + gap;
    return {
      FIELDNAME: column,
      OFFSET: String(start).padStart(6, "0"),
      LENGTH: String(length).padStart(6, "0"),
      TYPE: type,
      FIELDTEXT: column,
    };
  });
}
