/** Manufacturing execution: machines and job orders, in the states of OPC 10031-4. */
import { number, type Received, type Role, said, text } from "../role.ts";

/** AllowedToStart and NotAllowedToStart of OPC 10031-4, as far as they matter here. */
type JobState = "NotAllowedToStart" | "AllowedToStart";

export function createMes(): Role {
  const machines: Record<string, { state: "RUNNING" | "STOPPED"; since: string }> = {};
  const jobs: Record<string, { state: JobState; remark: string }> = {};

  const machine = (state: "DOWN" | "UP") => (parameters: Readonly<Record<string, unknown>>) => {
    const workCenter = text(parameters, "workCenter");
    const since = new Date().toISOString();
    machines[workCenter] = { state: state === "DOWN" ? "STOPPED" : "RUNNING", since };
    const data = { workCenter, state, since, reason: typeof parameters.reason === "string" ? parameters.reason : null };
    return [{ type: "andon.machine.state-changed", plant: text(parameters, "plant"), subject: workCenter, data }];
  };

  return {
    records: { machines, jobs },
    contentMode: "binary",
    receive(event: Received) {
      const isHeld = event.type === "andon.order.held";
      jobs[said(event, "order")] = { state: isHeld ? "NotAllowedToStart" : "AllowedToStart", remark: said(event, "reason") };
      return `job ${said(event, "order")}`;
    },
    actions: {
      "machine-down": machine("DOWN"),
      "machine-up": machine("UP"),
      "confirm-operation": (parameters) => {
        const order = text(parameters, "order");
        const unit = text(parameters, "unit");
        const data = {
          order,
          operation: text(parameters, "operation"),
          yield: { value: String(number(parameters, "yield", 1)), unit },
          scrap: { value: String(number(parameters, "scrap", 0)), unit },
          isFinal: parameters.isFinal === true,
          finishedAt: new Date().toISOString(),
        };
        return [{ type: "andon.operation.confirmed", version: 2, plant: text(parameters, "plant"), subject: order, data }];
      },
      "request-release": (parameters) => {
        const order = text(parameters, "order");
        return [{ type: "andon.order.release-requested", plant: text(parameters, "plant"), subject: order, data: { order } }];
      },
    },
  };
}
