/** Names this process among those that may have the store open, so that what it had under way is known when it is gone. */
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";

const name = `${hostname()} ${process.pid} ${randomUUID()}`;

export function ownerName(): string {
  return name;
}

/** Whether the process of that name is no more. Of another host it cannot be known. */
export function isGone(owner: string): boolean {
  if (owner === name) return false;
  const [host, pid] = owner.split(" ");
  if (host !== hostname()) return false;
  // A container's process has the same number each time it is started.
  if (Number(pid) === process.pid) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === "ESRCH";
  }
}
