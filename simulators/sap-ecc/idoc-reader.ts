/** Reads IDocs that others send, flat or XML, into the same shape that the writer takes. */
import { XMLParser } from "fast-xml-parser";
import { controlLayout, type Idoc } from "./idoc-writer.ts";
import { type Segment, segmentLayouts } from "./segment.ts";

/** Reads all IDocs of a file or request; a RangeError says what is wrong with the text. */
export function readIdocs(text: string): Idoc[] {
  const content = text.replace(/^\uFEFF/, "");
  return content.trimStart().startsWith("<") ? readXml(content) : readFlat(content);
}

interface OpenSegment extends Segment {
  readonly children: OpenSegment[];
}

function readFlat(text: string): Idoc[] {
  const idocs: { control: Idoc["control"]; segments: OpenSegment[] }[] = [];
  let byNumber = new Map<string, OpenSegment>();
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === "") continue;
    if (line.startsWith("EDI_DC40")) {
      idocs.push({ control: slice(line, 0, controlLayout), segments: [] });
      byNumber = new Map();
      continue;
    }
    const idoc = idocs.at(-1);
    if (!idoc) throw new RangeError("the file does not start with a control record EDI_DC40");
    const segment = readDataRecord(line);
    byNumber.set(line.slice(49, 55), segment);
    const parent = byNumber.get(line.slice(55, 61));
    (parent?.children ?? idoc.segments).push(segment);
  }
  if (idocs.length === 0) throw new RangeError("the file is empty");
  return idocs;
}

function readDataRecord(line: string): OpenSegment {
  const external = line.slice(0, 30).trim();
  const plain = external.replace(/^E2/, "E1").replace(/\d{3}$/, "");
  const found = Object.entries(segmentLayouts).find(([name, layout]) => layout.external === external || name === plain);
  if (!found) throw new RangeError(`segment ${external} is not known; send one of the segments in we60-segments.json`);
  return { name: found[0], fields: slice(line, 63, found[1].fields), children: [] };
}

function slice(line: string, start: number, layout: readonly (readonly [string, number])[]): Record<string, string> {
  const fields: Record<string, string> = {};
  let position = start;
  for (const [name, length] of layout) {
    fields[name] = line.slice(position, position + length).trim();
    position += length;
  }
  return fields;
}

const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: true, parseTagValue: false, removeNSPrefix: true });

type Node = Readonly<Record<string, unknown>>;

function readXml(text: string): Idoc[] {
  const idocs = findAll(parser.parse(text) as Node[], "IDOC").map((nodes) => {
    const [head, ...segments] = nodes.map(readSegment);
    if (head?.name !== "EDI_DC40") throw new RangeError("the first element of <IDOC> is not <EDI_DC40>");
    return { control: head.fields, segments };
  });
  if (idocs.length === 0) throw new RangeError("the document has no <IDOC>");
  return idocs;
}

/** Contents of all elements of a name, wherever they are: the root's name differs between senders. */
function findAll(nodes: readonly Node[], name: string): Node[][] {
  return nodes.flatMap((node) =>
    Object.entries(node).flatMap(([key, value]) =>
      Array.isArray(value) ? (key === name ? [value as Node[]] : findAll(value as Node[], name)) : [],
    ),
  );
}

function readSegment(node: Node): Segment {
  const [name = "", content = []] = Object.entries(node)[0] ?? [];
  const fields: Record<string, string> = {};
  const children: Segment[] = [];
  for (const part of content as Node[]) {
    const [key = "", value = []] = Object.entries(part)[0] ?? [];
    const inner = value as Node[];
    if (inner.every((item) => "#text" in item)) fields[key] = inner.map((item) => String(item["#text"])).join("");
    else children.push(readSegment(part));
  }
  return { name, fields, children };
}
