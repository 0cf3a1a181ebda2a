/** What is known of edge nodes since their births: which names their aliases stand for, and which message comes next. */
import type { Metric, Payload } from "./payload.ts";

/** Where a message comes from: `spBv1.0/{group}/{type}/{edge}[/{device}]` (specification 3.0, section 4.1). */
export interface Origin {
  readonly group: string;
  readonly type: string;
  readonly edge: string;
  readonly device: string | null;
}

interface EdgeNode {
  /** Of the last message, 0 to 255. */
  sequence: number;
  /** A birth was asked for and has not come: until then aliases may stand for other names. */
  isAwaited: boolean;
  /** Names by alias; aliases are unique within the node and its devices (section 6.4.7). */
  readonly names: Map<string, string>;
}

/** What to do about a message's place in the sequence. */
type Place = "IN_ORDER" | "GAP" | "BIRTH_AWAITED";

export class EdgeNodes {
  readonly #nodes = new Map<string, EdgeNode>();

  /** Notes a message. A gap is told once; then the node's birth is awaited. */
  note({ group, edge, type }: Origin, { seq, metrics = [] }: Payload): Place {
    const key = `${group}/${edge}`;
    const node = this.#nodes.get(key) ?? { sequence: -1, isAwaited: true, names: new Map<string, string>() };
    const isNew = !this.#nodes.has(key);
    this.#nodes.set(key, node);
    const sequence = Number(seq ?? -1);
    if (type === "NBIRTH") {
      node.names.clear();
      node.isAwaited = false;
    } else if (!node.isAwaited && sequence !== node.sequence && sequence !== (node.sequence + 1) % 256) {
      node.isAwaited = true;
      node.sequence = sequence;
      return "GAP";
    }
    node.sequence = sequence;
    if (type.endsWith("BIRTH")) for (const { alias, name } of metrics) if (alias !== undefined && name) node.names.set(alias, name);
    if (isNew && node.isAwaited) return "GAP";
    return node.isAwaited ? "BIRTH_AWAITED" : "IN_ORDER";
  }

  /** Forgets a node that died: it comes back by a birth. */
  forget({ group, edge }: Origin): void {
    this.#nodes.delete(`${group}/${edge}`);
  }

  /** The name of a metric; null when it has only an alias that no birth has told. */
  nameOf({ group, edge }: Origin, { name, alias }: Metric): string | null {
    if (name) return name;
    const node = this.#nodes.get(`${group}/${edge}`);
    return (alias !== undefined && node && !node.isAwaited && node.names.get(alias)) || null;
  }
}
