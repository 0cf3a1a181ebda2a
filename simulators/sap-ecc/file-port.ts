/** The file port: IDocs as files in the outbound folder, each written beside its name and then renamed. */
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Idoc, writeFlat, writeXml } from "./idoc-writer.ts";
import type { Calendar } from "./notation.ts";
import type { NumberRanges } from "./number-ranges.ts";
import type { Segment } from "./segment.ts";
import type { State } from "./state.ts";

/** Basic type of each message type that this system sends. */
const basicTypes = {
  LOIPRO: "LOIPRO03",
  ORDERS: "ORDERS05",
  ORDCHG: "ORDERS05",
  MATMAS: "MATMAS05",
  MBGMCR: "MBGMCR03",
  ALEAUD: "ALEAUD01",
  BATMAS: "BATMAS03",
} as const;

type MessageType = keyof typeof basicTypes;

/** What goes wrong with the next file. */
interface OutboundFaults {
  truncateNext: boolean;
  duplicateNext: boolean;
  /** The next file comes only after the one that follows it. */
  holdNext: boolean;
}

export interface Outbound {
  readonly faults: OutboundFaults;
  /** One file with an IDoc for each list of segments. */
  send(messageType: MessageType, documents: readonly (readonly Segment[])[]): void;
  /** Writes a file that is held back. */
  releaseHeld(): void;
}

interface PortFile {
  readonly name: string;
  readonly content: string;
}

export function createOutbound(parts: { folder: string; state: State; ranges: NumberRanges }): Outbound {
  const { folder, state, ranges } = parts;
  const faults: OutboundFaults = { truncateNext: false, duplicateNext: false, holdNext: false };
  const nextSerial = createSerials(state.calendar);
  let held: PortFile | undefined;

  const write = ({ name, content }: PortFile): void => {
    const path = join(folder, name);
    writeFileSync(`${path}.tmp`, content);
    renameSync(`${path}.tmp`, path);
  };
  const fileName = (messageType: string, sequence: number, extension: string): string => {
    const stamp = `${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
    return `${state.plant}_${messageType}_${stamp}_${String(sequence).padStart(10, "0")}.${extension}`;
  };
  const releaseHeld = (): void => {
    if (held) write(held);
    held = undefined;
  };

  return {
    faults,
    releaseHeld,
    send(messageType, documents) {
      const idocs = documents.map((segments): Idoc => {
        const number = String(ranges.next("EDIDC")).padStart(16, "0");
        return { control: controlRecord(state, messageType, number, nextSerial()), segments };
      });
      const sequence = ranges.next(messageType);
      const extension = sequence % 2 === 1 ? "idoc" : "xml";
      let content = extension === "idoc" ? idocs.map(writeFlat).join("") : writeXml(idocs);
      if (faults.truncateNext) content = content.slice(0, Math.floor(content.length * 0.7));
      const file = { name: fileName(messageType, sequence, extension), content };
      if (faults.holdNext && !held) held = file;
      else {
        write(file);
        releaseHeld();
      }
      // The port ran twice: same content and DOCNUM under the next file number.
      if (faults.duplicateNext) write({ name: fileName(messageType, ranges.next(messageType), extension), content });
      Object.assign(faults, { truncateNext: false, duplicateNext: false, holdNext: false });
      ranges.save();
    },
  };
}

function controlRecord(state: State, messageType: MessageType, number: string, serial: string): Idoc["control"] {
  const { date, time } = state.calendar.now();
  return {
    TABNAM: "EDI_DC40",
    MANDT: "100",
    DOCNUM: number,
    DOCREL: "700",
    STATUS: "03",
    DIRECT: "1",
    OUTMOD: "2",
    IDOCTYP: basicTypes[messageType],
    MESTYP: messageType,
    SNDPOR: "SAPECC",
    SNDPRT: "LS",
    SNDPRN: "ECCCLNT100",
    RCVPOR: "ANDON",
    RCVPRT: "LS",
    RCVPRN: "ANDON",
    CREDAT: date,
    CRETIM: time,
    SERIAL: serial,
  };
}

/** SERIAL: the system's clock, as CREDAT and CRETIM have it, to the millisecond, and a count of three digits; always increasing. */
function createSerials(calendar: Calendar): () => string {
  let instant = 0;
  let count = 0;
  return () => {
    const now = Date.now();
    if (now > instant) [instant, count] = [now, 0];
    else if (count < 999) count += 1;
    else [instant, count] = [instant + 1, 0];
    const { date, time } = calendar.at(instant);
    return `${date}${time}${String(instant % 1000).padStart(3, "0")}${String(count).padStart(3, "0")}`;
  };
}
