import { decodeKey } from "#schema/canonical/global-id.ts";
import type { CommandFilter, ExceptionFilter, KeptCommand, KeptException, Run, RunFilter } from "#sync";
import type { SubgraphContext } from "../context.ts";
import { seesCommand, seesRun, underWayOf, watchedPlants } from "../under-way.ts";
import { pageOf } from "./page.ts";
import type { QueryResolvers } from "./resolvers.generated.ts";

/** Root fields: what is under way, what cannot go on, and how it stands with the systems. */
export const Query: QueryResolvers = {
  command: (_root, { id }, context) => findCommand(id, context),
  commands: (_root, { filter, orderBy, first, after }, context) => {
    const { outbox } = underWayOf(context);
    const run = filter?.run == null ? undefined : (decodeKey("WorkflowRun", filter.run)?.key ?? "");
    const wanted: CommandFilter = {
      ...placesOf(filter, context),
      ...withoutNulls({ states: filter?.states, system: filter?.system, run }),
    };
    return pageOf<KeptCommand>(
      {
        read: (beyond, limit) =>
          outbox.list({
            ...wanted,
            latestFirst: orderBy?.direction === "DESC",
            limit,
            ...(beyond ? { beyond: Number(beyond[0]) } : {}),
          }),
        count: () => outbox.count(wanted),
        placeOf: ({ sequence }) => [String(sequence)],
      },
      { first, after: after ?? null },
    );
  },
  workflowRun: (_root, { id }, context) => findRun(id, context),
  workflowRuns: (_root, { filter, orderBy, first, after }, context) => {
    const { runs } = underWayOf(context);
    const { states, workflow, key } = filter ?? {};
    const wanted: RunFilter = { ...placesOf(filter, context), ...withoutNulls({ states, workflow, key }) };
    return pageOf<Run>(
      {
        read: (beyond, limit) =>
          runs.list({
            ...wanted,
            earliestFirst: orderBy?.direction !== "DESC",
            limit,
            ...(beyond ? { beyond: { startedAt: beyond[0] ?? "", id: beyond[1] ?? "" } } : {}),
          }),
        count: () => runs.count(wanted),
        placeOf: ({ startedAt, id }) => [startedAt, id],
      },
      { first, after: after ?? null },
    );
  },
  exception: (_root, { id }, context) => findException(id, context),
  exceptions: (_root, { filter, orderBy, first, after }, context) => {
    const { exceptions } = underWayOf(context);
    const { states, kinds, system, workflow, key } = filter ?? {};
    const wanted: ExceptionFilter = { ...placesOf(filter, context), ...withoutNulls({ states, kinds, system, workflow, key }) };
    return pageOf<KeptException>(
      {
        read: (beyond, limit) =>
          exceptions.list({
            ...wanted,
            earliestFirst: orderBy?.direction !== "DESC",
            limit,
            ...(beyond ? { beyond: { raisedAt: beyond[0] ?? "", id: beyond[1] ?? "" } } : {}),
          }),
        count: () => exceptions.count(wanted),
        placeOf: ({ raisedAt, id }) => [raisedAt, id],
      },
      { first, after: after ?? null },
    );
  },
  exceptionCounts: (_root, { plants }, context) => {
    const { exceptions } = underWayOf(context);
    return exceptions.counts(placesOf({ plants: plants ?? null }, context).plants);
  },
  deliveries: (_root, _args, context) => {
    const { delivery, outbox } = underWayOf(context);
    if (context.caller.supplier !== null) return [];
    const erps = new Set([...context.plants.values()].map(({ system }) => system));
    const depths = Map.groupBy(outbox.depths(), ({ system }) => system);
    return delivery()
      .filter(({ system, role }) => role !== null || erps.has(system))
      .map((status) => ({ ...status, queues: depths.get(status.system) ?? [] }));
  },
};

/** A command by its global id; null when there is none that the caller may follow. */
export function findCommand(id: string, context: SubgraphContext): KeptCommand | null {
  const named = decodeKey("Command", id);
  const command = named && underWayOf(context).outbox.find(named.key);
  return command && command.command.plant === named.plant && seesCommand(command, context) ? command : null;
}

/** A run by its global id; null when there is none that the caller may follow. */
export function findRun(id: string, context: SubgraphContext): Run | null {
  const named = decodeKey("WorkflowRun", id);
  const run = named && underWayOf(context).runs.find(named.key);
  return run && run.plant === named.plant && seesRun(run, context) ? run : null;
}

/** An exception by its id; null when there is none that the caller may see. */
export function findException(id: string, context: SubgraphContext): KeptException | null {
  const exception = underWayOf(context).exceptions.find(id);
  if (!exception) return null;
  const plants = watchedPlants(context.caller);
  return plants === null || (exception.plant !== null && plants.includes(exception.plant)) ? exception : null;
}

/** The plants that are asked for, of those that the caller may see all of; nothing where that is every plant. */
export function placesOf(
  filter: { readonly plants?: readonly string[] | null } | null | undefined,
  { caller }: Pick<SubgraphContext, "caller">,
): { readonly plants?: readonly string[] } {
  const mine = watchedPlants(caller);
  const wanted = filter?.plants ?? null;
  if (mine === null) return wanted === null ? {} : { plants: wanted };
  return { plants: wanted === null ? mine : mine.filter((plant) => wanted.includes(plant)) };
}

type WithoutNulls<T> = { readonly [Name in keyof T]?: Exclude<T[Name], null | undefined> };

/** What a filter says; what it leaves open, or null, is no condition. */
function withoutNulls<T extends object>(filter: T): WithoutNulls<T> {
  // Object.fromEntries forgets which value belongs to which name.
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value != null)) as WithoutNulls<T>;
}
