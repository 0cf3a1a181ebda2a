/** IDoc-XML files: any root (basic type, extension, envelope), one IDOC or many. An IDoc that is cut off fails alone. */
import { XMLParser, XMLValidator } from "fast-xml-parser";
import type { Idoc, IdocPart, Segment } from "./idoc.ts";

const segmentMark = "@SEGMENT";
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  removeNSPrefix: true,
  // Values keep their leading zeros and stay text; a document type of the sender's own is not looked at.
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: true,
  preserveOrder: true,
});

type Node = { readonly ":@"?: Readonly<Record<string, string>> } & Readonly<Record<string, unknown>>;

/** Every IDoc of the file, in its order; a file without any is one unreadable part. */
export function parseXmlFile(text: string): readonly IdocPart[] {
  const parts = [...text.matchAll(/<(?:\w+:)?IDOC[\s>][\s\S]*?(?:<\/(?:\w+:)?IDOC>|$)/g)].map(([part]) => part);
  if (parts.length === 0) return text.trim() === "" ? [] : [{ raw: text, fault: "there is no IDOC element", documentNumber: "" }];
  return parts.map((raw) => {
    try {
      const valid = XMLValidator.validate(raw);
      if (valid !== true) throw new RangeError(`it is not XML: ${valid.err.msg}`);
      return { raw, idoc: parseIdoc(raw) };
    } catch (fault) {
      const documentNumber = /<DOCNUM>(\d+)<\/DOCNUM>/.exec(raw)?.[1] ?? "";
      return { raw, fault: fault instanceof Error ? fault.message : String(fault), documentNumber };
    }
  });
}

function parseIdoc(raw: string): Idoc {
  const [root] = parser.parse(raw) as Node[];
  const segments = childrenOf(root, "IDOC").filter(isSegment).map(toSegment);
  const control = segments.find(({ name }) => name === "EDI_DC40");
  if (!control) throw new RangeError("there is no control record EDI_DC40");
  const data = segments.filter((segment) => segment !== control);
  if (data.length === 0) throw new RangeError("there are no segments");
  return { control: control.fields, segments: data };
}

function toSegment(node: Node): Segment {
  const name = nameOf(node);
  const children = childrenOf(node, name);
  const fields: Record<string, string> = {};
  for (const child of children) {
    if (isSegment(child)) continue;
    const value = textOf(child);
    if (value !== "") fields[nameOf(child)] = value;
  }
  return { name, fields, children: children.filter(isSegment).map(toSegment) };
}

function isSegment(node: Node): boolean {
  return node[":@"]?.[segmentMark] !== undefined || nameOf(node) === "EDI_DC40";
}

function nameOf(node: Node): string {
  return Object.keys(node).find((key) => key !== ":@") ?? "";
}

function childrenOf(node: Node | undefined, name: string): readonly Node[] {
  const children = node?.[name];
  return Array.isArray(children) ? children.filter((child: Node) => nameOf(child) !== "#text") : [];
}

function textOf(node: Node): string {
  const [content] = (node[nameOf(node)] as readonly Readonly<Record<string, unknown>>[]) ?? [];
  return String(content?.["#text"] ?? "").trim();
}
