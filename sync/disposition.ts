/**
 * Derives the quality disposition of batches from their inspection lots and the status of their stock, and appends it
 * to the log like any fact. Runs after the views have a change; the log drops what did not alter anything.
 */
import type { Caller } from "#schema/canonical/caller.ts";
import type { CanonicalChange, LoggedChange, Stored } from "#schema/canonical/change.ts";
import type { Disposition, QualityDisposition, StockBalance } from "#schema/canonical/entities.generated.ts";
import { keyOf } from "#schema/canonical/keys.ts";
import { heldQuantity } from "./views/facts/stock.ts";
import type { Views } from "./views/views.ts";

/** Decisions that stand whatever the stock's status is. */
const final: ReadonlySet<Disposition> = new Set(["REJECTED", "REWORK", "SCRAP", "RETURN_TO_SUPPLIER"]);

const everyBatch = 1_000_000;

/** Reads every plant: what is derived is for nobody in particular. */
const deriver: Caller = { subject: "andon", scopes: [], plants: "ALL", supplier: null, expiresAt: Number.POSITIVE_INFINITY };

/** The dispositions that follow from these changes, which the views already have. */
export function deriveDispositions(views: Views, changes: readonly LoggedChange[]): readonly CanonicalChange<"quality-disposition">[] {
  const touched = new Map<string, { cause: LoggedChange; material: string; batch: string }>();
  for (const change of changes) {
    for (const { material, batch } of touchedBatches(views, change))
      touched.set(`${change.plant}/${material}/${batch}`, { cause: change, material, batch });
  }
  return [...touched.values()].flatMap(({ cause, material, batch }) => {
    const body = disposition(views, cause.plant, material, batch);
    return body ? [toChange(cause, body)] : [];
  });
}

function touchedBatches(views: Views, change: LoggedChange): { material: string; batch: string }[] {
  if (change.kind === "inspection-lot") {
    return change.body?.batch ? [{ material: change.body.material, batch: change.body.batch }] : [];
  }
  if (change.kind !== "material-availability") return [];
  const material = change.key;
  const known = views.related(
    "quality-disposition",
    "material",
    [{ plant: change.plant, key: material }],
    { where: [], orderBy: "number", limit: everyBatch },
    deriver,
  );
  const decided = (known[0] ?? []).map(({ batch }) => batch);
  const withheld = (change.body?.stock ?? [])
    .filter((balance) => heldQuantity([balance]) !== null)
    .flatMap(({ batch }) => (batch ? [batch] : []));
  return [...new Set([...decided, ...withheld])].map((batch) => ({ material, batch }));
}

/** Null when nothing was ever decided or withheld. */
function disposition(views: Views, plant: string, material: string, batch: string): QualityDisposition | null {
  const key = keyOf.batch(material, batch);
  const [stock] = views.get("material-availability", [{ plant, key: material }], deriver);
  const balances = (stock?.stock ?? []).filter((balance) => balance.batch === batch);
  const lots = views.related(
    "inspection-lot",
    "batchKey",
    [{ plant, key }],
    { where: [], orderBy: "createdAt", limit: everyBatch },
    deriver,
  );
  const lot = lots[0]?.at(-1) ?? null;
  const [before] = views.get("quality-disposition", [{ plant, key: keyOf.qualityDisposition(material, batch) }], deriver);
  const decision = decide(lot, balances, before !== null);
  if (decision === null) return null;
  return {
    batch,
    material,
    plant,
    disposition: decision,
    held: heldQuantity(balances),
    decidingLot: lot !== null && decision === lot.disposition ? lot.number : null,
    order: lot?.order ?? null,
    decidedAt: lot !== null && decision === lot.disposition ? lot.decidedAt : null,
  };
}

/** The rule itself: a final decision of the latest lot, else a hold by blocked stock, else what the lot says. */
function decide(lot: Stored<"inspection-lot"> | null, balances: readonly StockBalance[], wasKnown: boolean): Disposition | null {
  if (lot !== null && final.has(lot.disposition)) return lot.disposition;
  const isThere = (statuses: readonly string[]): boolean =>
    balances.some(({ status, quantity }) => statuses.includes(status) && Number(quantity.value) !== 0);
  if (isThere(["BLOCKED", "RESTRICTED", "GR_BLOCKED"])) return "ON_HOLD";
  if (lot !== null) return lot.disposition;
  if (isThere(["QUALITY_INSPECTION"])) return "PENDING";
  // A hold that was lifted without a lot leaves the batch free to use.
  return wasKnown ? "ACCEPTED" : null;
}

function toChange(cause: LoggedChange, body: QualityDisposition): CanonicalChange<"quality-disposition"> {
  const key = keyOf.qualityDisposition(body.material, body.batch);
  return {
    id: `${cause.plant}/${key}/${cause.position}`,
    source: "/andon/quality-disposition",
    system: cause.system,
    plant: cause.plant,
    kind: "quality-disposition",
    key,
    version: String(cause.position).padStart(15, "0"),
    changedAt: cause.changedAt,
    observedAt: cause.observedAt,
    sourceKey: key,
    sourceStatuses: [],
    ...(cause.traceparent === undefined ? {} : { traceparent: cause.traceparent }),
    body,
  };
}
