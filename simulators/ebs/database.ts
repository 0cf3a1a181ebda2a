/** The simulator's own connection to its database, on the server's side of the door. */
import pg from "pg";

type Row = Readonly<Record<string, unknown>>;
export type Run = <T extends object = Record<string, string | null>>(text: string, values?: readonly unknown[]) => Promise<T[]>;

export interface Database {
  /** Several statements without values. */
  script(text: string): Promise<void>;
  query: Run;
  /** Everything in `work` or nothing; transactions queue up behind one another. */
  transaction<T>(work: (query: Run) => Promise<T>): Promise<T>;
  /** Adds many rows at once; all of them have the columns of the first. */
  insert(table: string, rows: readonly Row[]): Promise<void>;
  close(): Promise<void>;
}

/** Values come back as text, as the database wrote them. */
export async function connectDatabase(url: string): Promise<Database> {
  const client = new pg.Client({ connectionString: url, types: { getTypeParser: () => (value: unknown) => value } });
  client.on("error", () => undefined);
  await client.connect();
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  };
  const run: Run = async <T extends object>(text: string, values: readonly unknown[] = []) =>
    (await client.query(text, [...values])).rows as T[];

  return {
    script: (text) => inTurn(async () => void (await client.query(text))),
    query: (text, values) => inTurn(() => run(text, values)),
    transaction: (work) =>
      inTurn(async () => {
        await client.query("begin");
        try {
          const result = await work(run);
          await client.query("commit");
          return result;
        } catch (error) {
          await client.query("rollback");
          throw error;
        }
      }),
    insert: (table, rows) =>
      inTurn(async () => {
        const [first] = rows;
        if (!first) return;
        const columns = Object.keys(first).join(", ");
        const text = `insert into apps.${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::apps.${table}, $1::jsonb)`;
        await client.query(text, [JSON.stringify(rows)]);
      }),
    close: () => client.end(),
  };
}
