/** The faults that can be switched on for people and tests. */
import type { Fault } from "../control.ts";
import type { ConcurrentManager } from "./concurrent-manager.ts";
import type { Database } from "./database.ts";
import type { Door } from "./door.ts";

/**
 * - `down`: the port refuses and drops connections.
 * - `slow` with `ms`: each packet of a client waits.
 * - `manager-down`: interface rows stay pending.
 * - `unknown-status` with `job`, `unknown-uom` with `item`: a code that nobody has a mapping for; off puts the old one back.
 * - `late-commit` with `job`: the row of a long transaction becomes visible, dated `seconds` (120) before the present.
 */
export function createFaults(parts: { database: Database; door: Door; manager: ConcurrentManager }): (fault: Fault) => Promise<void> {
  const { database, door, manager } = parts;
  const before = new Map<string, string>();

  const swap = async (fault: Fault, key: string, read: string, write: string, strange: string): Promise<void> => {
    if (fault.off) {
      const old = before.get(key);
      if (old !== undefined) await database.query(write, [key, old]);
      before.delete(key);
      return;
    }
    const [row] = await database.query<{ value: string }>(read, [key]);
    if (!row) throw new RangeError(`fault ${fault.name}: there is no "${key}"`);
    if (!before.has(key)) before.set(key, row.value);
    await database.query(write, [key, strange]);
  };

  return async (fault) => {
    switch (fault.name) {
      case "down":
        door.shut(fault.off !== true);
        return;
      case "slow":
        door.slow(fault.off ? 0 : Number(fault.ms ?? 500));
        return;
      case "drop-response":
        door.loseAnswer(fault.off !== true);
        return;
      case "manager-down":
        manager.setDown(fault.off !== true);
        await manager.run();
        return;
      case "unknown-status":
        await swap(
          fault,
          option(fault, "job"),
          "select j.status_type as value from apps.wip_discrete_jobs j join apps.wip_entities e using (wip_entity_id) where e.wip_entity_name = $1",
          `update apps.wip_discrete_jobs set status_type = $2, last_update_date = apps.sysdate()
            where wip_entity_id = (select wip_entity_id from apps.wip_entities where wip_entity_name = $1)`,
          "99",
        );
        return;
      case "unknown-uom":
        await swap(
          fault,
          option(fault, "item"),
          "select primary_uom_code as value from apps.mtl_system_items_b where segment1 = $1",
          "update apps.mtl_system_items_b set primary_uom_code = $2, last_update_date = apps.sysdate() where segment1 = $1",
          "ZZ",
        );
        return;
      case "late-commit":
        if (fault.off) return;
        await database.query(
          `update apps.wip_discrete_jobs
              set scheduled_completion_date = scheduled_completion_date + interval '1 day', last_update_date = apps.sysdate() - make_interval(secs => $2)
            where wip_entity_id = (select wip_entity_id from apps.wip_entities where wip_entity_name = $1)`,
          [option(fault, "job"), Number(fault.seconds ?? 120)],
        );
        return;
      default:
        throw new RangeError(
          `fault "${fault.name}" is not known; give down, slow, drop-response, manager-down, unknown-status, unknown-uom or late-commit`,
        );
    }
  };
}

function option(fault: Fault, name: string): string {
  const value = fault[name];
  if (typeof value !== "string") throw new RangeError(`fault ${fault.name} needs "${name}" as text`);
  return value;
}
