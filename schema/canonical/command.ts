/** What can be told to a system: a posting to an ERP, or an event to one of its neighbours. */
export type Command = Posting | Notice;

/** What can be told to an ERP, in canonical words; the adapter turns it into the ERP's own posting. */
export type Posting = CommandEnvelope &
  (
    | { readonly kind: "release-order"; readonly order: string }
    | {
        readonly kind: "reschedule-order";
        readonly order: string;
        /** RFC 3339 with offset; null leaves it as it is. */
        readonly basicStart: string | null;
        readonly basicEnd: string | null;
        /** 1 (most urgent) to 9; null leaves it as it is. */
        readonly priority: number | null;
      }
    | {
        readonly kind: "confirm-supplier-date";
        readonly purchaseOrder: string;
        readonly item: string;
        readonly scheduleLine: string;
        /** Calendar day, `2026-12-01`. */
        readonly date: string;
        readonly quantity: string;
        /** UN/ECE Rec 20. */
        readonly unit: string;
      }
    | {
        /** Moves a batch's quantity from unrestricted to blocked stock (SAP movement 344), or back (343). */
        readonly kind: "hold-stock" | "free-stock";
        readonly material: string;
        readonly batch: string;
        readonly location: string;
        readonly quantity: string;
        readonly unit: string;
      }
    | {
        /** What was made in one operation (SAP CO11N); the same posting again is another quantity, so that its id tells them apart. */
        readonly kind: "confirm-operation";
        readonly order: string;
        /** Number of the operation, such as `0010`. */
        readonly operation: string;
        readonly yield: string;
        readonly scrap: string;
        readonly unit: string;
        /** Nothing more is to come of this operation. */
        readonly isFinal: boolean;
      }
    | {
        /** What becomes of an inspection lot (SAP QA11). */
        readonly kind: "record-usage-decision";
        readonly inspectionLot: string;
        readonly decision: "ACCEPTED" | "REJECTED";
      }
  );

/** An event that one of the plant's other systems (planning, warehouse, customers') is told: a CloudEvent, by webhook. */
export type Notice = CommandEnvelope & {
  readonly kind: "notice";
  /** Type of the CloudEvent, such as `andon.pick-block.placed.v1`. */
  readonly type: string;
  /** What it is about, such as `1010/1000123`. */
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** W3C trace context of what caused it. */
  readonly traceparent: string | null;
};

interface CommandEnvelope {
  /** Idempotency key: the same id is posted at most once. At most 16 characters of A-Z, a-z, 0-9 and `-`, as SAP's reference fields hold no more. */
  readonly id: string;
  readonly plant: string;
}

/** What the ERP said to a posting. */
export type Receipt =
  | {
      readonly outcome: "APPLIED" /** Document or order number in the ERP. */;
      readonly reference: string;
      readonly messages: readonly ErpMessage[];
    }
  /** Taken in, and decided later (IDoc stored, interface row pending): ask `settle`. */
  | { readonly outcome: "PENDING"; readonly reference: string; readonly messages: readonly ErpMessage[] }
  /** A business error: sending it again changes nothing until someone acts. */
  | { readonly outcome: "REJECTED"; readonly messages: readonly ErpMessage[] };

/** One message of an ERP, by code; the text is in the ERP's logon language. */
export interface ErpMessage {
  readonly severity: "INFO" | "WARNING" | "ERROR";
  /** Such as `CO/469`. */
  readonly code: string;
  readonly text: string;
}
