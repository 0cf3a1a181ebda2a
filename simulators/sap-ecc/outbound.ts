/**
 * The outbound port: files in a folder, written as managed file transfer does. Names are
 * `<plant>_<message type>_<yyyyMMddTHHmmssZ>_<10 digits>.<idoc|xml>`; the digits count the files of one message type.
 */
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeFlatFile } from "./idoc/flat-file.ts";
import type { IDoc } from "./idoc/idoc.ts";
import { writeXmlFile } from "./idoc/xml-file.ts";

/** How a reader knows that a file is complete: it was renamed from `.tmp`, or `<name>.done` lies beside it. */
export type Marker = "rename" | "done";

export interface Outbound {
  /** Puts IDocs of one message type into one file; fulfilled when a reader may take it. Files keep the sequence of calls. */
  send(messageType: string, idocs: readonly IDoc[]): Promise<void>;
  /** The next file is cut in the middle of a record; it is sent whole, as a new file, by `resendCut`. */
  cutNext(): void;
  resendCut(): Promise<void>;
  /** The last file comes once more, name and content. */
  repeatLast(): Promise<void>;
  /** Waits for files that are being written. */
  settled(): Promise<void>;
}

/** Flat and XML files take turns, and of the flat ones every other has its trailing blanks. */
export function createOutbound(folder: string, plant: string, marker: Marker): Outbound {
  const sequences = new Map<string, number>();
  let queue: Promise<unknown> = Promise.resolve();
  let cutting = false;
  let cut: { readonly messageType: string; readonly idocs: readonly IDoc[] } | undefined;
  let last: { readonly name: string; readonly text: string } | undefined;

  const enqueue = (work: () => Promise<void>): Promise<void> => {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  };
  const put = async (name: string, text: string): Promise<void> => {
    const path = join(folder, name);
    if (marker === "rename") {
      await writeFile(`${path}.tmp`, text);
      await rename(`${path}.tmp`, path);
    } else {
      await writeFile(path, text);
      await writeFile(`${path}.done`, "");
    }
    last = { name, text };
  };
  const send: Outbound["send"] = (messageType, idocs) =>
    enqueue(async () => {
      const sequence = (sequences.get(messageType) ?? 0) + 1;
      sequences.set(messageType, sequence);
      const flat = sequence % 2 === 1;
      const text = flat ? writeFlatFile(idocs, sequence % 4 === 1) : writeXmlFile(idocs);
      const stamp = new Date().toISOString().replace(/\.\d+/, "").replace(/[-:]/g, "");
      const name = `${plant}_${messageType}_${stamp}_${String(sequence).padStart(10, "0")}.${flat ? "idoc" : "xml"}`;
      if (!cutting) return put(name, text);
      cutting = false;
      cut = { messageType, idocs };
      // Inside the last record: neither a blank nor a line end tells the reader that something is missing.
      const body = text.trimEnd();
      await put(name, body.slice(0, flat ? body.lastIndexOf("\n") + 40 : Math.floor(body.length * 0.6)));
    });

  return {
    send,
    cutNext() {
      cutting = true;
    },
    async resendCut() {
      cutting = false;
      const whole = cut;
      cut = undefined;
      if (whole) await send(whole.messageType, whole.idocs);
    },
    repeatLast: () =>
      enqueue(async () => {
        if (last) await put(last.name, last.text);
      }),
    settled: async () => {
      await queue;
    },
  };
}
