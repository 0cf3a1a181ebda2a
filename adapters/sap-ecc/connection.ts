/** How an SAP ECC is reached: by files for what it tells, by SOAP for what it is asked. */
export interface EccConnection {
  /** Web service runtime, up to `/sap/bc/srt/rfc/sap`. */
  readonly soapUrl: string;
  /** Where IDocs are posted, such as `https://ecc.example.com/sap/bc/idoc_xml?sap-client=100`. */
  readonly idocUrl: string;
  readonly user: string;
  readonly password: string;
  /** Folder into which the ECC's file port writes. */
  readonly outboundFolder: string;
  /** JSON export of the segments' layouts (transaction WE60). */
  readonly segmentLayouts: string;
  /** How a file is known to be complete; by default it is renamed to its name. */
  readonly complete?: "rename" | "done-marker" | "stable-size";
  readonly encoding?: "utf8" | "latin1";
  /** IANA zone of ECC's own clock, which stamps its messages; that of its first plant by default. */
  readonly timeZone?: string;
  /** Milliseconds within which a call must be answered. */
  readonly timeoutMs?: number;
  /** Selected set and codes of usage decisions, which are customizing. Set and group 04, A and R. */
  readonly usageDecision?: UsageDecisionCodes;
}

export interface UsageDecisionCodes {
  readonly selectedSet: string;
  readonly codeGroup: string;
  readonly accepted: string;
  readonly rejected: string;
}

const url = (description: string): object => ({ type: "string", format: "uri", description });
const text = (description: string): object => ({ type: "string", minLength: 1, description });

export const connectionSchema = {
  type: "object",
  additionalProperties: false,
  required: ["soapUrl", "idocUrl", "user", "password", "outboundFolder", "segmentLayouts"],
  properties: {
    soapUrl: url("URL of the web service runtime, up to /sap/bc/srt/rfc/sap"),
    idocUrl: url("URL that takes IDocs, ending in /sap/bc/idoc_xml?sap-client=100"),
    user: text("name of the technical user"),
    password: text("password of the technical user"),
    outboundFolder: text("folder into which the ECC writes IDoc files"),
    segmentLayouts: { type: "string", format: "file", description: "file with the layouts of the segments, exported from WE60" },
    complete: {
      enum: ["rename", "done-marker", "stable-size"],
      description: "how a file is complete: renamed to its name, followed by a marker, or no longer growing",
    },
    encoding: { enum: ["utf8", "latin1"] },
    timeZone: {
      type: "string",
      format: "time-zone",
      description: "IANA time zone of the ECC's own clock (transaction STZAC), such as Europe/Berlin; its first plant's by default",
    },
    timeoutMs: { type: "integer", minimum: 100, description: "milliseconds within which a call must be answered" },
    usageDecision: {
      type: "object",
      description: "selected set and codes of usage decisions (04, 04, A, R)",
      required: ["selectedSet", "codeGroup", "accepted", "rejected"],
      additionalProperties: false,
      properties: {
        selectedSet: text("selected set of the plant"),
        codeGroup: text("code group"),
        accepted: text("code that accepts"),
        rejected: text("code that rejects"),
      },
    },
  },
};
