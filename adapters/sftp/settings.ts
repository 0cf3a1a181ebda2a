/** What an intake of the kind `sftp` says in the landscape. */

export interface SftpSettings {
  /** Such as `sftp://files.example.com:22`. */
  readonly url: string;
  readonly username: string;
  readonly password?: string;
  /** PEM or OpenSSH. */
  readonly privateKey?: string;
  /** Of the server's host key, as `ssh-keygen -l` prints it: `SHA256:` and Base64. */
  readonly fingerprint: string;
  readonly folder: string;
  /** How a writer says that a file is complete: it renames it to its name, or writes `<name>.done` after it. */
  readonly complete?: "rename" | "done-marker";
  readonly pollSeconds?: number;
  readonly csv?: CsvSettings;
}

/** How a line of a CSV file becomes an event. */
export interface CsvSettings {
  /** Such as `andon.goods.moved.v1`. */
  readonly type: string;
  readonly delimiter?: string;
  readonly encoding?: "utf8" | "latin1";
  /**
   * By the header of a column: the attribute or the member of the data that its cells are, such as `data.quantity.value`. With
   * `data.orders[].order` lines that are otherwise the same are the entries of one event's list.
   */
  readonly columns: Readonly<Record<string, string>>;
  /** By the header of a column: what its codes mean. Others stay as they are. */
  readonly codes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By the header of a column: how its moments are written (the tokens of Luxon), in which zone. */
  readonly moments?: Readonly<Record<string, { readonly format: string; readonly timeZone: string }>>;
  /** By attribute or member: what is the same in each line, such as `plantid`. */
  readonly constants?: Readonly<Record<string, string>>;
}

const target = "^(id|time|subject|plantid|sequence|traceparent|data(\\.[a-z][A-Za-z]*)+|data\\.[a-z][A-Za-z]*\\[\\](\\.[a-z][A-Za-z]*)+)$";
const targetDescription =
  "attribute (id, time, subject, plantid, sequence, traceparent) or member of the data, such as data.quantity.value or data.orders[].order";

const csvSchema = {
  type: "object",
  additionalProperties: false,
  required: ["type", "columns"],
  description: "meaning of the columns of CSV files",
  properties: {
    type: { type: "string", pattern: "^andon\\.[a-z.-]+\\.v[0-9]+$", description: "type of the events, such as andon.goods.moved.v1" },
    delimiter: { type: "string", minLength: 1, maxLength: 1, description: "character between cells; a comma when it is left out" },
    encoding: { enum: ["utf8", "latin1"], description: "encoding of the text; utf8 when it is left out" },
    columns: {
      type: "object",
      minProperties: 1,
      additionalProperties: { type: "string", pattern: target, description: targetDescription },
    },
    codes: {
      type: "object",
      description: "what a column's codes mean, by its header",
      additionalProperties: { type: "object", additionalProperties: { type: "string" } },
    },
    moments: {
      type: "object",
      description: "how a column's moments are written, by its header",
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        required: ["format", "timeZone"],
        properties: {
          format: { type: "string", minLength: 1, description: "form of the moments, such as dd.MM.yyyy HH:mm" },
          timeZone: { type: "string", format: "time-zone", description: "IANA zone of the moments" },
        },
      },
    },
    constants: {
      type: "object",
      description: targetDescription,
      propertyNames: { pattern: target },
      additionalProperties: { type: "string" },
    },
  },
};

export const settingsSchema = {
  type: "object",
  additionalProperties: false,
  required: ["url", "username", "fingerprint", "folder"],
  properties: {
    url: { type: "string", pattern: "^sftp://[^/?#@]+$", description: "server's address, such as sftp://files.example.com:22" },
    username: { type: "string", minLength: 1, description: "name to log in with" },
    password: { type: "string", minLength: 1, description: "password to log in with" },
    privateKey: { type: "string", minLength: 1, description: "private key to log in with" },
    fingerprint: {
      type: "string",
      pattern: "^SHA256:[A-Za-z0-9+/]{43}$",
      description: "fingerprint of the server's host key, as `ssh-keygen -l` prints it: SHA256: and 43 characters",
    },
    folder: { type: "string", minLength: 1, description: "folder that the files are dropped into" },
    complete: { enum: ["rename", "done-marker"], description: "how a writer says that a file is complete" },
    pollSeconds: { type: "number", exclusiveMinimum: 0, description: "seconds between two looks into the folder; 10 when it is left out" },
    csv: csvSchema,
  },
};
