/** Number ranges of outbound IDocs and the control records that carry them. */
import { system } from "./codes.ts";
import type { ControlRecord } from "./idoc/idoc.ts";
import type { PlantClock } from "./plant-clock.ts";

export interface DocumentNumbers {
  /** Control record of the next IDoc: DOCNUM and SERIAL only grow. */
  control(messageType: string, basicType: string): ControlRecord;
  /** Number for an IDoc that came in. */
  drawInbound(): string;
}

/** Starts from the second of the day, so that a simulator that is started again never repeats a number. */
export function createDocumentNumbers(clock: PlantClock): DocumentNumbers {
  let last = Math.floor(Date.now() / 1000) * 1000;
  let serial = "";
  const draw = (): string => String(++last).padStart(16, "0");
  return {
    drawInbound: draw,
    control(messageType, basicType) {
      const { date, time } = clock.now();
      // The hour that daylight saving repeats must not send the serial backwards.
      serial = serial > `${date}${time}` ? serial : `${date}${time}`;
      return {
        TABNAM: "EDI_DC40",
        MANDT: system.client,
        DOCNUM: draw(),
        DOCREL: system.release,
        STATUS: "30",
        DIRECT: "1",
        OUTMOD: "2",
        IDOCTYP: basicType,
        MESTYP: messageType,
        SNDPOR: system.port,
        SNDPRT: "LS",
        SNDPRN: system.logicalSystem,
        RCVPOR: system.partner,
        RCVPRT: "LS",
        RCVPRN: system.partner,
        CREDAT: date,
        CRETIM: time,
        SERIAL: serial,
      };
    },
  };
}
