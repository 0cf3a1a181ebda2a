/** Names this process among those that may have the store open, so that what it had under way is known when it is gone. */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";

const name = `${hostname()} ${process.pid} ${birthOf(process.pid)} ${randomUUID()}`;

export function ownerName(): string {
  return name;
}

/** Whether the process of that name is no more. Of another host it cannot be known. */
export function isGone(owner: string): boolean {
  if (owner === name) return false;
  const [host, pid, birth] = owner.split(" ");
  if (host !== hostname()) return false;
  // A container's process has the same number each time it is started.
  if (Number(pid) === process.pid) return true;
  try {
    process.kill(Number(pid), 0);
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === "ESRCH";
  }
  // Numbers of processes are given again, sooner than one thinks where many are started.
  return birth !== birthOf(Number(pid));
}

/** When a process was started, in ticks since the system was (field 22 of proc_pid_stat(5)); the same for all where the system does not tell. */
function birthOf(pid: number): string {
  try {
    // The second field is the program's name, in which there may be spaces and brackets.
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(")").at(-1)?.trim().split(" ")[19] ?? "unknown";
  } catch {
    return "unknown";
  }
}
