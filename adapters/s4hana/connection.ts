/** How the landscape describes an S/4HANA system: `connection:` of a system whose adapter is `s4hana`. */
export interface S4Connection {
  /** Address of the API host, such as `https://my300000-api.s4hana.cloud.sap`. */
  readonly url: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Seconds before the mark that each poll reads again; longer than a change takes to be committed. 120. */
  readonly overlapSeconds?: number;
  /** Minutes between two readings of all stock, which find what no material document told. 60. */
  readonly stockSweepMinutes?: number;
  /** Selected set and codes of usage decisions, which are customizing. Set and group 04, A and R. */
  readonly usageDecision?: UsageDecisionCodes;
}

export interface UsageDecisionCodes {
  readonly selectedSet: string;
  readonly codeGroup: string;
  readonly accepted: string;
  readonly rejected: string;
}

export const connectionSchema = {
  type: "object",
  required: ["url", "tokenUrl", "clientId", "clientSecret"],
  additionalProperties: false,
  properties: {
    url: { type: "string", format: "uri", description: "Address of the system's API host, such as https://my300000-api.s4hana.cloud.sap" },
    tokenUrl: { type: "string", format: "uri", description: "OAuth 2.0 token endpoint of the communication arrangement" },
    clientId: { type: "string", minLength: 1, description: "Client id of the communication user" },
    clientSecret: { type: "string", minLength: 1, description: "Its secret; give it as a reference to an environment variable" },
    overlapSeconds: { type: "integer", minimum: 0, description: "Seconds before the mark that each poll reads again (120)" },
    stockSweepMinutes: { type: "number", exclusiveMinimum: 0, description: "Minutes between two readings of all stock (60)" },
    usageDecision: {
      type: "object",
      description: "Selected set and codes of usage decisions (04, 04, A, R)",
      required: ["selectedSet", "codeGroup", "accepted", "rejected"],
      additionalProperties: false,
      properties: {
        selectedSet: { type: "string", minLength: 1, maxLength: 8, description: "Selected set of the plant" },
        codeGroup: { type: "string", minLength: 1, maxLength: 8, description: "Code group" },
        accepted: { type: "string", minLength: 1, maxLength: 4, description: "Code that accepts" },
        rejected: { type: "string", minLength: 1, maxLength: 4, description: "Code that rejects" },
      },
    },
  },
} as const;

const usualUsageDecision: UsageDecisionCodes = { selectedSet: "04", codeGroup: "04", accepted: "A", rejected: "R" };

/** With the defaults filled in. */
export function completeConnection(connection: S4Connection): Required<S4Connection> {
  const { overlapSeconds = 120, stockSweepMinutes = 60, usageDecision = usualUsageDecision } = connection;
  return { ...connection, overlapSeconds, stockSweepMinutes, usageDecision };
}
