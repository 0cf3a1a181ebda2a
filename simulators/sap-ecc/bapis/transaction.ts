/** BAPI_TRANSACTION_COMMIT and BAPI_TRANSACTION_ROLLBACK of the HTTP session that called the changes. */
import { checkMovement, MessageError } from "../goods-movement.ts";
import { readText } from "../rfc-envelope.ts";
import { type Bapi, emptyReturn, returnRow } from "./bapi.ts";

/**
 * All that the session has called, or nothing: what each BAPI found possible may not be so together. With WAIT `X` an update that was
 * terminated answers S& 150; without it the failure stays in the update task, unseen.
 */
export const commit: Bapi = (parameters, { state, office }, session) => {
  const movements = session.movements.splice(0);
  const updates = session.updates.splice(0);
  try {
    checkMovement(state, { items: movements.flatMap(({ movement }) => movement.items) });
  } catch (error) {
    if (!(error instanceof MessageError)) throw error;
    const terminated = returnRow("E", "S&", "150", "A database commit was carried out, but an update was terminated");
    return { RETURN: readText(parameters, "WAIT") === "X" ? terminated : emptyReturn };
  }
  for (const { movement, number } of movements) office.post(movement, number);
  for (const update of updates) update();
  return { RETURN: emptyReturn };
};

export const rollback: Bapi = (_parameters, _system, session) => {
  session.movements.length = 0;
  session.updates.length = 0;
  return { RETURN: emptyReturn };
};
