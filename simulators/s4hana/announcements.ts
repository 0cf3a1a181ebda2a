/** What the ERP tells the outside world after a change: the event's object and its key, nothing else. */
export interface Announcement {
  readonly object: "ProductionOrder" | "PurchaseOrder" | "InspectionLot" | "MaterialDocument";
  readonly verb: "Created" | "Changed";
  readonly key: Readonly<Record<string, string>>;
}

/** Receives each announcement, in the sequence of the changes. */
export type Announce = (announcement: Announcement) => void;
