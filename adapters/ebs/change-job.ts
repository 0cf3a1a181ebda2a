/** Release and rescheduling of a job, as a row for WIP Mass Load. */
import { type JobCommand, jobChange, type PostingContext, postingMark } from "./postings.ts";
import type { Query } from "./session.ts";
import { findOrganization } from "./streams.ts";

/** Writes the row, once. Rows of one `group` are taken by one run of the program; null for a group of its own. */
export async function changeJob(context: PostingContext, query: Query, command: JobCommand, group: string | null): Promise<null> {
  const { start, end, priority } = jobChange(context, command);
  const organization = await findOrganization(query, command.plant);
  const [present] = await query("job-change-outcome", [organization.id, postingMark(command)]);
  if (present) return null;
  const status = command.kind === "release-order" ? "3" : null;
  const user = String(context.connection.userId);
  await query("insert-job-change", [organization.id, postingMark(command), command.order, status, start, end, priority, user, group]);
  return null;
}
