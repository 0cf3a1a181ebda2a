/** The payload of Sparkplug B (specification 3.0, section 6.4) on the wire: Protocol Buffers. */
import protobuf from "protobufjs/light.js";
import { UnreadableDelivery } from "../../event-source.ts";

export interface Payload {
  /** Unix milliseconds, as decimal. */
  readonly timestamp?: string;
  readonly metrics?: readonly Metric[];
  /** 0 to 255, as decimal. */
  readonly seq?: string;
}

/** Its name is in the birth; later messages may have its alias alone. */
export interface Metric {
  readonly name?: string;
  readonly alias?: string;
  readonly timestamp?: string;
  readonly isNull?: boolean;
  readonly booleanValue?: boolean;
  readonly stringValue?: string;
}

// Of a metric only what is read here; what else it has is passed over.
const root = protobuf.Root.fromJSON({
  nested: {
    Payload: {
      fields: {
        timestamp: { id: 1, type: "uint64" },
        metrics: { id: 2, type: "Metric", rule: "repeated" },
        seq: { id: 3, type: "uint64" },
      },
    },
    Metric: {
      fields: {
        name: { id: 1, type: "string" },
        alias: { id: 2, type: "uint64" },
        timestamp: { id: 3, type: "uint64" },
        datatype: { id: 4, type: "uint32" },
        isNull: { id: 7, type: "bool" },
        booleanValue: { id: 14, type: "bool" },
        stringValue: { id: 15, type: "string" },
      },
    },
  },
});
const payloadType = root.lookupType("Payload");
const booleanDatatype = 11;

/** Throws UnreadableDelivery. */
export function decodePayload(bytes: Uint8Array): Payload {
  try {
    return payloadType.toObject(payloadType.decode(bytes), { longs: String }) as Payload;
  } catch (fault) {
    throw new UnreadableDelivery("The payload is not Sparkplug B; send its Protocol Buffers", { cause: fault });
  }
}

/** The command by which an edge node is asked for its birth again (section 6.4.6). */
export function encodeRebirth(now: number): Buffer {
  const metrics = [{ name: "Node Control/Rebirth", timestamp: now, datatype: booleanDatatype, booleanValue: true }];
  return Buffer.from(payloadType.encode(payloadType.fromObject({ timestamp: now, metrics })).finish());
}
