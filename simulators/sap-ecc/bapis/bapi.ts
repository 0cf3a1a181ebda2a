/** What a function module gets and gives. */
import type { GoodsMovement, MessageError } from "../goods-movement.ts";
import type { Office } from "../office.ts";
import type { RfcValue } from "../rfc-envelope.ts";
import type { State } from "../state.ts";

/** A change that a session has called and not committed yet. */
type Update = () => void;

/** One HTTP session: what it has not committed is lost unless COMMIT comes with its cookie. */
export interface Session {
  /** Goods movements, each with the number of its document. They are posted before the other changes. */
  readonly movements: { readonly movement: GoodsMovement; readonly number: string }[];
  readonly updates: Update[];
}

export interface System {
  readonly state: State;
  readonly office: Office;
}

export type Bapi = (parameters: unknown, system: System, session: Session) => Readonly<Record<string, RfcValue>>;

/** An ABAP exception of a function module; it becomes a SOAP fault. */
export class AbapException extends Error {
  readonly exception: string;

  constructor(exception: string, text: string) {
    super(text);
    this.exception = exception;
  }
}

/** A row of BAPIRET2. */
export function returnRow(
  type: "S" | "E" | "W" | "I",
  id: string,
  number: string,
  message: string,
  variables: readonly string[] = [],
): RfcValue {
  const [v1 = "", v2 = "", v3 = "", v4 = ""] = variables;
  return {
    TYPE: type,
    ID: id,
    NUMBER: number,
    MESSAGE: message,
    LOG_NO: "",
    LOG_MSG_NO: "000000",
    MESSAGE_V1: v1,
    MESSAGE_V2: v2,
    MESSAGE_V3: v3,
    MESSAGE_V4: v4,
    PARAMETER: "",
    ROW: "0",
    FIELD: "",
    SYSTEM: "ECCCLNT100",
  };
}

/** BAPIRET2 of a business error. */
export function errorRow(error: MessageError): RfcValue {
  return returnRow("E", error.id, error.number, error.message, error.variables);
}

/** BAPIRET2 without a message: single RETURN parameters come back empty after success. */
export const emptyReturn: RfcValue = { TYPE: "", ID: "", NUMBER: "000", MESSAGE: "" };
