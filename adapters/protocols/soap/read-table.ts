/** RFC_READ_TABLE: rows of a database table as text, cut at the offsets that the reply tells. */
import { InDoubt } from "../../port.ts";
import { type RfcResult, type RfcSession, rowsOf } from "./rfc-client.ts";

export type TableRow = Readonly<Record<string, string>>;

export interface TableQuery {
  readonly table: string;
  /** Together at most 512 characters wide. */
  readonly fields: readonly string[];
  /** ABAP SQL conditions joined by AND; see `equals` and `oneOf`. */
  readonly where: readonly string[];
}

/** A row of OPTIONS holds 72 characters. */
const optionLength = 72;
const pageSize = 5_000;
/** More values than this make the generated statement too long. */
const valuesAtOnce = 100;

export const equals = (field: string, value: string): string => `${field} EQ '${value.replaceAll("'", "''")}'`;
/** One of a few constants; for many values see `readTableFor`. */
export const oneOf = (field: string, values: readonly string[]): string =>
  `${field} IN ( ${values.map((value) => `'${value.replaceAll("'", "''")}'`).join(" , ")} )`;
export const notBefore = (field: string, value: string): string => `${field} GE '${value}'`;

/** All rows of a query, page by page. */
export async function readTable(session: RfcSession, query: TableQuery, signal: AbortSignal): Promise<readonly TableRow[]> {
  const rows: TableRow[] = [];
  for (;;) {
    const page = await readPage(session, query, rows.length, signal);
    rows.push(...page);
    if (page.length < pageSize) return rows;
  }
}

/** As `readTable`, where `field` is one of many values: asked in portions. */
export async function readTableFor(
  session: RfcSession,
  query: TableQuery,
  field: string,
  values: readonly string[],
  signal: AbortSignal,
): Promise<readonly TableRow[]> {
  const rows: TableRow[] = [];
  for (let at = 0; at < values.length; at += valuesAtOnce) {
    const where = [...query.where, oneOf(field, values.slice(at, at + valuesAtOnce))];
    rows.push(...(await readTable(session, { ...query, where }, signal)));
  }
  return rows;
}

async function readPage(session: RfcSession, query: TableQuery, skip: number, signal: AbortSignal): Promise<TableRow[]> {
  const reply = await callTwice(
    session,
    {
      QUERY_TABLE: query.table,
      DELIMITER: "",
      ROWSKIPS: String(skip),
      ROWCOUNT: String(pageSize),
      OPTIONS: optionsOf(query.where.join(" AND ")).map((TEXT) => ({ TEXT })),
      FIELDS: query.fields.map((FIELDNAME) => ({ FIELDNAME })),
      DATA: [],
    },
    signal,
  );
  const columns = rowsOf(reply, "FIELDS").map(({ FIELDNAME = "", OFFSET = "0", LENGTH = "0" }) => ({
    name: FIELDNAME,
    start: Number(OFFSET),
    end: Number(OFFSET) + Number(LENGTH),
  }));
  return rowsOf(reply, "DATA").map(({ WA = "" }) =>
    Object.fromEntries(columns.map(({ name, start, end }) => [name, WA.slice(start, end).trim()])),
  );
}

/** A connection that was kept may be closed just as it is used; of a read nothing is in doubt, so it is asked once more. */
async function callTwice(session: RfcSession, parameters: Parameters<RfcSession["call"]>[1], signal: AbortSignal): Promise<RfcResult> {
  try {
    return await session.call("RFC_READ_TABLE", parameters, signal);
  } catch (fault) {
    if (!(fault instanceof InDoubt) || signal.aborted) throw fault;
    return session.call("RFC_READ_TABLE", parameters, signal);
  }
}

/** The condition in rows of 72 characters, broken only between words. */
function optionsOf(condition: string): string[] {
  const rows: string[] = [];
  for (const word of condition.split(" ")) {
    const last = rows.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= optionLength) rows[rows.length - 1] = `${last} ${word}`;
    else if (word !== "") rows.push(word);
  }
  return rows;
}
