/** ALEAUD: what became of an IDoc that was sent to this system. */
import type { Message } from "../business-error.ts";
import { system } from "../codes.ts";
import type { DocumentNumbers } from "../document-numbers.ts";
import { type ControlRecord, type IDoc, segment } from "../idoc/idoc.ts";

export interface Outcome {
  /** 53 posted, 51 not posted, 56 added with errors. */
  readonly status: "51" | "53" | "56";
  readonly message: Message;
  /** Number of the business object that was changed. */
  readonly object?: string;
}

/** The IDoc that tells the sender of `received` the outcome; `number` is this system's number of that IDoc. */
export function acknowledgementMessage(numbers: DocumentNumbers, received: ControlRecord, number: string, outcome: Outcome): IDoc {
  const { message } = outcome;
  const [first = "", second = "", third = "", fourth = ""] = message.variables.map((variable) => variable.slice(0, 50));
  const object = outcome.object
    ? [segment("E1PRTOB", { DOCNUM: number, LOGSYS: system.logicalSystem, OBJTYPE: "BUS2012", OBJKEY: outcome.object })]
    : [];
  const state = segment(
    "E1STATE",
    {
      DOCNUM: received.DOCNUM ?? "",
      STATUS: outcome.status,
      STATYP: message.type,
      STAMQU: "SAP",
      STAMID: message.id,
      STAMNO: message.number,
      STAPA1: first,
      STAPA2: second,
      STAPA3: third,
      STAPA4: fourth,
      STATXT: message.text.slice(0, 70),
    },
    object,
  );
  const type = received.MESTYP ?? "";
  return {
    control: numbers.control("ALEAUD", "ALEAUD01"),
    segments: [segment("E1ADHDR", { MESTYP: type.slice(0, 6), MESTYP_LNG: type }, [state])],
  };
}
