/** IDoc-XML: the basic type as root, an `IDOC` element for each document, segments with the attribute SEGMENT. */
import { XMLParser } from "fast-xml-parser";
import { type ControlRecord, controlFields, type IDoc, IDocSyntaxError, type Segment } from "./idoc.ts";

/** Writes IDocs of one basic type. */
export function writeXmlFile(idocs: readonly IDoc[]): string {
  const root = idocs[0]?.control.IDOCTYP ?? "IDOCS";
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${idocs.map(idocElement).join("\n")}</${root}>\n`;
}

function idocElement({ control, segments }: IDoc): string {
  const fields = controlFields.flatMap(([name]) => (control[name] ? element(name, control[name]) : []));
  return `<IDOC BEGIN="1"><EDI_DC40 SEGMENT="1">${fields.join("")}</EDI_DC40>${segments.map(segmentElement).join("")}</IDOC>`;
}

function segmentElement({ name, fields, children }: Segment): string {
  const content = Object.entries(fields).map(([field, value]) => element(field, value));
  return `<${name} SEGMENT="1">${content.join("")}${children.map(segmentElement).join("")}</${name}>`;
}

function element(name: string, value: string): string {
  return `<${name}>${escapeXml(value)}</${name}>`;
}

/** Text as XML content. */
export function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** One element as the parser gives it when it keeps the sequence: its name holds the content. */
type Node = Readonly<Record<string, unknown>>;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  parseTagValue: false,
  parseAttributeValue: false,
  removeNSPrefix: true,
  ignoreDeclaration: true,
});

/** Reads every `IDOC` element, whatever the root is called. Throws an IDocSyntaxError. */
export function readXmlFile(text: string): IDoc[] {
  let nodes: Node[];
  try {
    nodes = parser.parse(text, true) as Node[];
  } catch (error) {
    throw new IDocSyntaxError(`the file is not well-formed XML: ${error instanceof Error ? error.message : String(error)}`);
  }
  const idocs = nodes.flatMap((root) => contentOf(root).filter((node) => nameOf(node) === "IDOC"));
  if (idocs.length === 0) throw new IDocSyntaxError("the file has no IDOC element");
  return idocs.map((idoc) => {
    const [control, ...segments] = contentOf(idoc).map(readSegment);
    if (control?.name !== "EDI_DC40") throw new IDocSyntaxError("the first segment of an IDoc must be EDI_DC40");
    return { control: control.fields as ControlRecord, segments };
  });
}

function readSegment(node: Node): Segment {
  const fields: Record<string, string> = {};
  const children: Segment[] = [];
  for (const child of contentOf(node)) {
    const content = contentOf(child);
    if (child[":@"] !== undefined || content.some((inner) => nameOf(inner) !== "#text")) children.push(readSegment(child));
    else fields[nameOf(child)] = content.map((inner) => String(inner["#text"])).join("");
  }
  return { name: nameOf(node), fields, children };
}

function nameOf(node: Node): string {
  return Object.keys(node).find((key) => key !== ":@") ?? "";
}

function contentOf(node: Node): Node[] {
  const content = node[nameOf(node)];
  return Array.isArray(content) ? (content as Node[]) : [];
}
