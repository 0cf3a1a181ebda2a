/** How the landscape describes an EBS instance: `connection:` of a system whose adapter is `ebs`. */
export interface EbsConnection {
  /** `postgres://user:password@host:port/database`; the user needs read access to APPS, and execute and insert for postings. */
  readonly url: string;
  /** Seconds before the mark that each poll reads again; longer than the longest transaction. 1800. */
  readonly overlapSeconds?: number;
  /** Hours between two full comparisons, which find what left no date behind. 24. */
  readonly reconcileHours?: number;
  /** View of the collection plan whose results are the plant's inspections. `Q_FINAL_INSPECTION_V`. */
  readonly inspectionView?: string;
  /** STATUS_CODE of the material status that holds a lot. `Hold`. */
  readonly holdStatus?: string;
  /** STATUS_CODE of the material status that frees a lot. `Active`. */
  readonly freeStatus?: string;
  /** Values of the plan's disposition element that accept and reject. `ACCEPT`, `REJECT`. */
  readonly acceptDisposition?: string;
  readonly rejectDisposition?: string;
  /** FND_USER.USER_ID that postings are written by. 1013. */
  readonly userId?: number;
  /** Milliseconds that a posting waits for the concurrent manager before it is left to `settle`. 2000. */
  readonly waitMs?: number;
}

export const connectionSchema = {
  type: "object",
  required: ["url"],
  additionalProperties: false,
  properties: {
    url: {
      type: "string",
      pattern: "^postgres(ql)?://[^/]+",
      description: "URL of the database, such as postgres://user:password@ebs.example.com:5432/prod",
    },
    overlapSeconds: { type: "integer", minimum: 0 },
    reconcileHours: { type: "number", exclusiveMinimum: 0 },
    inspectionView: { type: "string", pattern: "^[A-Za-z][A-Za-z0-9_$#]*$" },
    holdStatus: { type: "string", minLength: 1 },
    freeStatus: { type: "string", minLength: 1 },
    acceptDisposition: { type: "string", minLength: 1 },
    rejectDisposition: { type: "string", minLength: 1 },
    userId: { type: "integer", minimum: 0 },
    waitMs: { type: "integer", minimum: 0 },
  },
} as const;

/** With the defaults filled in. */
export function completeConnection(connection: EbsConnection): Required<EbsConnection> {
  return {
    overlapSeconds: 1_800,
    reconcileHours: 24,
    inspectionView: "Q_FINAL_INSPECTION_V",
    holdStatus: "Hold",
    freeStatus: "Active",
    acceptDisposition: "ACCEPT",
    rejectDisposition: "REJECT",
    userId: 1013,
    waitMs: 2_000,
    ...connection,
  };
}
