import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { parseFlatFile } from "./flat-file.ts";
import type { Idoc, IdocPart, Segment } from "./idoc.ts";
import type { Layouts } from "./layout.ts";
import { parseXmlFile } from "./xml-file.ts";

const layouts: Layouts = new Map([
  ["E2HEAD001", { name: "E1HEAD", fields: [["KEY", 0, 12] as const, ["TEXT", 12, 40] as const] }],
  ["E2ITEM", { name: "E1ITEM", fields: [["POSNR", 0, 6] as const, ["MENGE", 6, 21] as const] }],
]);
const externalOf: Readonly<Record<string, string>> = { E1HEAD: "E2HEAD001", E1ITEM: "E2ITEM" };
const lengths = { KEY: 12, TEXT: 28, POSNR: 6, MENGE: 15 } as const;

const controlText = (number: string): string => {
  const line = `EDI_DC40  100${number}${"731 "}30 12`;
  return `${line.padEnd(39)}${"TEST01".padEnd(60)}${"TEST".padEnd(30)}`.padEnd(524);
};

/** Writes an IDoc as SAP's file port does; the tests' own writer, so that reading is checked against something else. */
function writeFlat(number: string, segments: readonly Segment[], strip: boolean): string {
  const lines = [controlText(number)];
  let last = 0;
  const write = (segment: Segment, parent: number, level: number): void => {
    last += 1;
    const own = last;
    const data =
      layouts
        .get(externalOf[segment.name] ?? "")
        ?.fields.map(([name, start, end]) => (segment.fields[name] ?? "").padEnd(end - start))
        .join("") ?? "";
    const heading = `${(externalOf[segment.name] ?? "").padEnd(30)}100${number}${String(own).padStart(6, "0")}${String(parent).padStart(6, "0")}${String(level).padStart(2, "0")}`;
    lines.push(strip ? `${heading}${data.trimEnd()}` : `${heading}${data}`.padEnd(1063));
    for (const child of segment.children) write(child, own, level + 1);
  };
  for (const segment of segments) write(segment, 0, 1);
  return `${lines.join("\n")}\n`;
}

function writeXml(number: string, segments: readonly Segment[]): string {
  const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const write = ({ name, fields, children }: Segment): string =>
    `<${name} SEGMENT="1">${Object.entries(fields)
      .map(([field, value]) => `<${field}>${escaped(value)}</${field}>`)
      .join("")}${children.map(write).join("")}</${name}>`;
  const control = `<EDI_DC40 SEGMENT="1"><TABNAM>EDI_DC40</TABNAM><DOCNUM>${number}</DOCNUM><MESTYP>TEST</MESTYP></EDI_DC40>`;
  return `<IDOC BEGIN="1">${control}${segments.map(write).join("")}</IDOC>`;
}

const value = (length: number): fc.Arbitrary<string> =>
  fc
    .string({ unit: fc.constantFrom(..."ABCxyz0123&<'/ .-ä"), minLength: 1, maxLength: length })
    .map((text) => text.trim())
    .filter((text) => text !== "" && !text.startsWith("EDI_DC40"));
const item = fc.record({ POSNR: value(lengths.POSNR), MENGE: value(lengths.MENGE) }, { requiredKeys: [] });
const segments: fc.Arbitrary<readonly Segment[]> = fc.array(
  fc
    .tuple(fc.record({ KEY: value(lengths.KEY), TEXT: value(lengths.TEXT) }, { requiredKeys: [] }), fc.array(item, { maxLength: 4 }))
    .map(([fields, items]) => ({
      name: "E1HEAD",
      fields: clean(fields),
      children: items.map((each) => ({ name: "E1ITEM", fields: clean(each), children: [] })),
    })),
  { minLength: 1, maxLength: 4 },
);
const clean = (fields: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])));

const numbered = (index: number): string => String(5_885_108 + index).padStart(16, "0");
const read = (parts: readonly IdocPart[]): Idoc[] => parts.flatMap((part) => ("idoc" in part ? [part.idoc] : []));

describe("IDoc files", () => {
  it("give back what was written, flat with blanks or without, and as XML", () => {
    fc.assert(
      fc.property(fc.array(segments, { minLength: 1, maxLength: 3 }), fc.boolean(), (idocs, strip) => {
        const flat = read(parseFlatFile(idocs.map((each, index) => writeFlat(numbered(index), each, strip)).join(""), layouts));
        const xml = read(parseXmlFile(`<ZTEST01>${idocs.map((each, index) => writeXml(numbered(index), each)).join("\n")}</ZTEST01>`));
        assert.deepEqual(
          flat.map((idoc) => idoc.segments),
          idocs,
        );
        assert.deepEqual(
          xml.map((idoc) => idoc.segments),
          idocs,
        );
        assert.deepEqual(
          flat.map(({ control }) => [control.DOCNUM, control.MESTYP]),
          idocs.map((_, index) => [numbered(index), "TEST"]),
        );
        assert.deepEqual(
          xml.map(({ control }) => [control.DOCNUM, control.MESTYP]),
          idocs.map((_, index) => [numbered(index), "TEST"]),
        );
      }),
    );
  });

  for (const [form, write, parse] of [
    [
      "flat",
      (each: readonly Segment[]) => [writeFlat(numbered(0), each, true), writeFlat(numbered(1), each, true)],
      (text: string) => parseFlatFile(text, layouts),
    ],
    ["XML", (each: readonly Segment[]) => [writeXml(numbered(0), each), writeXml(numbered(1), each)], parseXmlFile],
  ] as const) {
    it(`cut off anywhere lose the last IDoc and no other, and keep its raw text (${form})`, () => {
      fc.assert(
        fc.property(segments, fc.double({ min: 0, max: 0.999, noNaN: true }), (each, share) => {
          const [first = "", second = ""] = write(each);
          // Something of the second IDoc is there, but not all of it; the line end alone may be missing.
          const cut = second.slice(0, 30 + Math.floor((second.length - 31) * share));
          if (form === "flat" && cut.endsWith("\n")) return;
          const parts = parse(first + cut);
          assert.deepEqual(
            read(parts).map((idoc) => idoc.segments),
            [each],
          );
          const fault = parts.find((part) => "fault" in part);
          assert.equal(fault?.raw, cut);
        }),
      );
    });

    it(`of garbage are told as unreadable, never thrown (${form})`, () => {
      fc.assert(
        fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
          for (const part of parse(text)) assert.ok("idoc" in part || part.fault !== "");
        }),
      );
      fc.assert(
        fc.property(segments, fc.nat(), fc.string({ unit: "binary", maxLength: 3 }), (each, at, noise) => {
          const [whole = ""] = write(each);
          const place = at % whole.length;
          parse(whole.slice(0, place) + noise + whole.slice(place + 1));
        }),
      );
    });
  }

  it("tell a missing segment, a foreign one, and one without its parent", () => {
    const whole = writeFlat(
      numbered(0),
      [{ name: "E1HEAD", fields: { KEY: "1" }, children: [{ name: "E1ITEM", fields: { POSNR: "1" }, children: [] }] }],
      true,
    );
    const [control = "", head = "", detail = ""] = whole.split("\n");
    const faultOf = (lines: readonly string[]): string => {
      const [part] = parseFlatFile(`${lines.join("\n")}\n`, layouts);
      return part && "fault" in part ? part.fault : "";
    };
    assert.match(faultOf([control]), /no data records/);
    assert.match(faultOf([control, detail]), /parent 1 that is not there/);
    assert.match(faultOf([control, head, detail.replace("000002000001", "000003000001")]), /segment number 2 is missing/);
    assert.match(faultOf([control, head.replace(numbered(0), numbered(7))]), /belongs to another IDoc/);
    assert.match(faultOf(["EDI_DC  100", head]), /control record/);
  });

  it("find the IDoc under any root, and with a segment that nobody described", () => {
    const [part] = parseXmlFile(
      `<?xml version="1.0"?><ns0:ZLOIPRO04 xmlns:ns0="urn:x">${writeXml(numbered(0), [{ name: "Z1OWN", fields: { A: "007" }, children: [] }])}</ns0:ZLOIPRO04>`,
    );
    assert.ok(part && "idoc" in part);
    assert.equal(part.idoc.segments[0]?.fields.A, "007");
  });
});
