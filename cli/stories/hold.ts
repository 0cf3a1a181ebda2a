/**
 * A batch fails in the laboratory. The ERP blocks its stock and the warehouse picks no more of it, planning reckons without it, and
 * whoever watches sees it, in seconds. Then it is found to be good and freed; and at last the ERP refuses a hold, so that the
 * warehouse's block is lifted again and a person is told.
 */
import type { Stage } from "./stage.ts";

const plant = "1010";

interface Batch {
  readonly material: string;
  readonly batch: string;
}

export async function hold(stage: Stage): Promise<void> {
  const { material, batch } = await freeBatch(stage);
  const place = `${plant}/${material}/${batch}`;
  const isBlocked = async (): Promise<boolean> => place in (await stage.records<{ pickBlocks: object }>("wms")).pickBlocks;
  stage.begin();
  await stage.act("qms", "hold-batch", { plant, material, batch, reason: "cracks at the flange" });
  stage.say(`the laboratory wants batch ${batch} of ${material} held`);
  await stage.until("the warehouse picks no more of it", isBlocked);
  await stage.until("the ERP has blocked the stock, and the graph says so", async () => (await heldOf(stage, batch)) !== null);
  await stage.until("planning reckons without it", () => isTold(stage, "HOLD", `${material}/${batch}`));

  await stage.act("qms", "lift-hold", { plant, material, batch, reason: "measured again: within tolerance" });
  stage.say("the laboratory has measured again, and wants it freed");
  await stage.until("the ERP has freed the stock", async () => (await heldOf(stage, batch)) === null);
  await stage.until("the warehouse picks it again", async () => !(await isBlocked()));

  await stage.act("qms", "hold-batch", { plant, material, batch, reason: "another complaint" });
  await stage.act("qms", "hold-batch", { plant, material, batch, reason: "the same complaint by another colleague" });
  stage.say("two colleagues want it held at the same moment");
  await stage.until("the second one's hold is refused, by the rule or by the ERP, and a person is told why", async () => {
    const query = "{ exceptions(filter: { kinds: [BUSINESS_REJECTION] }, first: 5) { nodes { text } } }";
    const { exceptions } = await stage.ask<{ exceptions: { nodes: readonly { text: string }[] } }>("operator", query);
    return exceptions.nodes.length > 0;
  });
  await stage.until("the batch is held, once", async () => (await heldOf(stage, batch)) !== null);
}

/** A batch of which some stock is free, and none is held. */
async function freeBatch(stage: Stage): Promise<Batch> {
  const query = `{ materialAvailabilities(filter: { plants: ["${plant}"] }, first: 100) { nodes { material { number } stock { status quantity { value } batch { number } } } } }`;
  type Balance = { status: string; quantity: { value: string }; batch: { number: string } | null };
  const { materialAvailabilities } = await stage.ask<{
    materialAvailabilities: { nodes: readonly { material: { number: string }; stock: readonly Balance[] }[] };
  }>("planner", query);
  for (const { material, stock } of materialAvailabilities.nodes) {
    const free = stock.find(({ status, quantity, batch }) => batch && status === "UNRESTRICTED" && Number(quantity.value) > 0);
    const isHeld = stock.some(({ status, batch }) => batch?.number === free?.batch?.number && status !== "UNRESTRICTED");
    if (free?.batch && !isHeld) return { material: material.number, batch: free.batch.number };
  }
  throw new Error(`plant ${plant} has no free batch`);
}

/** How much of a batch must not be used; null when nothing. */
async function heldOf(stage: Stage, batch: string): Promise<string | null> {
  const query = `{ qualityDispositions(filter: { plants: ["${plant}"], blocked: true }, first: 200) { nodes { batch { number } held { value } } } }`;
  const { qualityDispositions } = await stage.ask<{
    qualityDispositions: { nodes: readonly { batch: { number: string }; held: { value: string } | null }[] };
  }>("quality", query);
  return qualityDispositions.nodes.find((each) => each.batch.number === batch)?.held?.value ?? null;
}

async function isTold(stage: Stage, topic: string, about: string): Promise<boolean> {
  const { diary } = await stage.records<{ diary: readonly { topic: string; about: string }[] }>("aps");
  return diary.some((entry) => entry.topic === topic && entry.about === about);
}
