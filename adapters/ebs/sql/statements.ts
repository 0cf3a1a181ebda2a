/** The SQL texts of this folder by file name. */
import { readFileSync } from "node:fs";

const statementNames = [
  "acceptance-by-note",
  "carry-over-acknowledgement",
  "decision-outcome",
  "forget-refused-moves",
  "insert-decision",
  "insert-job-change",
  "insert-move",
  "item",
  "item-by-number",
  "item-changes",
  "item-ids",
  "job",
  "job-by-name",
  "job-change-outcome",
  "job-changes",
  "job-flips",
  "job-ids",
  "job-operations",
  "job-present",
  "job-requirements",
  "lot",
  "lot-by-number",
  "lot-changes",
  "lot-ids",
  "lot-present",
  "move-outcome",
  "next-group",
  "operation-unit",
  "organization",
  "record-acceptance",
  "result",
  "result-by-number",
  "result-changes",
  "result-ids",
  "shipment",
  "shipment-acceptances",
  "shipment-by-number",
  "shipment-changes",
  "shipment-ids",
  "shipment-present",
  "stock",
  "stock-ids",
  "stock-moved",
  "stock-versions",
  "update-lot-status",
  "update-po",
  "vendor",
  "vendor-by-number",
  "vendor-changes",
  "vendor-ids",
] as const;
export type StatementName = (typeof statementNames)[number];

/** `resultsView` is the view that EBS generated for the plant's collection plan, such as `q_final_inspection_v`. */
export function loadStatements(resultsView: string): Readonly<Record<StatementName, string>> {
  const read = (name: StatementName): string =>
    readFileSync(new URL(`${name}.sql`, import.meta.url), "utf8")
      .replaceAll("%RESULTS%", resultsView.toLowerCase())
      // EBS generates both of a plan: Q_<plan>_V to read, Q_<plan>_IV to import.
      .replaceAll("%IMPORT%", resultsView.toLowerCase().replace(/_v$/, "_iv"));
  return Object.fromEntries(statementNames.map((name) => [name, read(name)])) as Record<StatementName, string>;
}
