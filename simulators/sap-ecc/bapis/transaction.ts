/** BAPI_TRANSACTION_COMMIT and BAPI_TRANSACTION_ROLLBACK of the HTTP session that called the changes. */
import { MessageError } from "../goods-movement.ts";
import { readText } from "../rfc-envelope.ts";
import { type Bapi, emptyReturn, returnRow } from "./bapi.ts";

/** With WAIT `X` a failed update answers S& 150; without it the failure stays in the update task, unseen. */
export const commit: Bapi = (parameters, _system, session) => {
  const updates = session.updates.splice(0);
  try {
    for (const update of updates) update();
  } catch (error) {
    if (!(error instanceof MessageError)) throw error;
    if (readText(parameters, "WAIT") === "X")
      return { RETURN: returnRow("E", "S&", "150", "A database commit was carried out, but an update was terminated") };
  }
  return { RETURN: emptyReturn };
};

export const rollback: Bapi = (_parameters, _system, session) => {
  session.updates.length = 0;
  return { RETURN: emptyReturn };
};
