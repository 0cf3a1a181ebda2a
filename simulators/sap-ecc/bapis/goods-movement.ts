/** BAPI_GOODSMVT_CREATE: transfer postings (GM_CODE 04) such as 344 and 343. */
import { checkMovement, type GoodsMovement, MessageError, type MovementItem } from "../goods-movement.ts";
import { padKey } from "../notation.ts";
import { type RfcValue, readRows, readText } from "../rfc-envelope.ts";
import type { State } from "../state.ts";
import { type Bapi, errorRow } from "./bapi.ts";

/**
 * GOODSMVT_HEADER{PSTNG_DATE, DOC_DATE, REF_DOC_NO, HEADER_TXT}, GOODSMVT_CODE{GM_CODE}, TESTRUN,
 * GOODSMVT_ITEM/item{MATERIAL, PLANT, STGE_LOC, BATCH, MOVE_TYPE, ENTRY_QNT, MOVE_STLOC} in;
 * MATERIALDOCUMENT, MATDOCUMENTYEAR, GOODSMVT_HEADRET and the table RETURN out. Stock changes with the commit.
 */
export const createGoodsMovement: Bapi = (parameters, { state, office }, session) => {
  try {
    const movement = readMovement(state, parameters);
    checkMovement(state, movement);
    if (readText(parameters, "TESTRUN") === "X") return reply("", "");
    const number = office.reserveDocument();
    session.movements.push({ movement, number });
    return reply(number, state.calendar.now().date.slice(0, 4));
  } catch (error) {
    if (!(error instanceof MessageError)) throw error;
    return { ...reply("", ""), RETURN: [errorRow(error)] };
  }
};

function reply(number: string, year: string): Readonly<Record<string, RfcValue>> {
  return {
    GOODSMVT_HEADRET: { MAT_DOC: number, DOC_YEAR: year || "0000" },
    MATERIALDOCUMENT: number,
    MATDOCUMENTYEAR: year || "0000",
    RETURN: [],
  };
}

function readMovement(state: State, parameters: unknown): GoodsMovement {
  const code = readText(parameters, "GOODSMVT_CODE", "GM_CODE");
  if (code !== "04") throw new MessageError("M7", "127", `Assigned code ${code} is not defined for goods movements here`, [code]);
  return {
    code,
    reference: readText(parameters, "GOODSMVT_HEADER", "REF_DOC_NO").slice(0, 16),
    headerText: readText(parameters, "GOODSMVT_HEADER", "HEADER_TXT").slice(0, 25),
    items: readRows(parameters, "GOODSMVT_ITEM").map((row) => readItem(state, row)),
  };
}

function readItem(state: State, row: unknown): MovementItem {
  const number = readText(row, "MATERIAL");
  const material = state.materials.find((candidate) => padKey(candidate.number, 18) === number);
  const plant = readText(row, "PLANT");
  if (!material || plant !== state.plant)
    throw new MessageError("M7", "001", `Material ${number} is not maintained in plant ${plant}`, [number, plant]);
  return {
    material,
    location: readText(row, "STGE_LOC"),
    batch: readText(row, "BATCH"),
    movementType: readText(row, "MOVE_TYPE"),
    quantity: Number(readText(row, "ENTRY_QNT")),
    order: "",
    toLocation: readText(row, "MOVE_STLOC"),
  };
}
