/** ORDRSP: a supplier's confirmation of one purchase order line, written as IDoc-XML; one message holds any number. */
import { hash } from "node:crypto";
import type { Posting } from "#schema/canonical/command.ts";
import { escapeXml } from "../protocols/soap/rfc-client.ts";

export type ConfirmSupplierDate = Extract<Posting, { kind: "confirm-supplier-date" }>;

/** ALEAUD names IDocs by their number, so ours follows from the command: 16 digits, the same each time. */
export function documentNumberOf(commandId: string): string {
  const digits = BigInt(`0x${hash("sha256", commandId, "hex").slice(0, 14)}`).toString();
  return digits.slice(0, 15).padStart(16, "9");
}

export function writeConfirmations(commands: readonly ConfirmSupplierDate[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?><ORDERS05>${commands.map(writeIdoc).join("")}</ORDERS05>`;
}

function writeIdoc(command: ConfirmSupplierDate): string {
  const now = new Date().toISOString().replaceAll(/\D/g, "");
  const control = {
    TABNAM: "EDI_DC40",
    DIRECT: "2",
    DOCNUM: documentNumberOf(command.id),
    IDOCTYP: "ORDERS05",
    MESTYP: "ORDRSP",
    SNDPOR: "ANDON",
    SNDPRT: "LS",
    SNDPRN: "ANDON",
    // Kept with the IDoc's control record (EDIDC), where it tells whether ECC has it at all.
    ARCKEY: command.id,
    CREDAT: now.slice(0, 8),
    CRETIM: now.slice(8, 14),
  };
  const segments = [
    segment("E1EDK01", { BELNR: command.purchaseOrder }),
    segment("E1EDK02", { QUALF: "001", BELNR: command.purchaseOrder }),
    // The supplier's own number of the confirmation: the command's, by which it is found again.
    segment("E1EDK02", { QUALF: "002", BELNR: command.id }),
    `<E1EDP01 SEGMENT="1">${fields({ POSEX: command.item.padStart(5, "0"), ACTION: "002", MENGE: command.quantity })}${segment("E1EDP20", {
      WMENG: command.quantity,
      EDATU: command.date.replaceAll("-", ""),
    })}</E1EDP01>`,
  ];
  return `<IDOC BEGIN="1">${segment("EDI_DC40", control)}${segments.join("")}</IDOC>`;
}

function segment(name: string, values: Readonly<Record<string, string>>): string {
  return `<${name} SEGMENT="1">${fields(values)}</${name}>`;
}

function fields(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
    .join("");
}
