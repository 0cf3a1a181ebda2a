/** What becomes of one command among others. */
import { InDoubt, SourceUnavailable } from "./port.ts";

/** What `work` gives, or the fault that it throws. A fault of another kind leaves open what was done. */
export async function outcomeOf<T>(work: () => T | Promise<T>): Promise<T | SourceUnavailable | InDoubt> {
  try {
    return await work();
  } catch (fault) {
    if (fault instanceof SourceUnavailable || fault instanceof InDoubt) return fault;
    return new InDoubt(fault instanceof Error ? fault.message : String(fault), { cause: fault });
  }
}
