import { decodeKey } from "#schema/canonical/global-id.ts";
import { type CommandState, type KeptCommand, type KeptException, openStates } from "#sync";
import { among } from "../subscription.ts";
import { underWayOf } from "../under-way.ts";
import { followRevisions } from "./follow.ts";
import { placesOf } from "./queries.ts";
import type { SubscriptionResolvers } from "./resolvers.generated.ts";

/** What a snapshot tells at most. */
const mostPresent = 1_000;

/** States in which something is still to be done, by a system or by somebody. */
const undone: readonly CommandState[] = [...openStates, "REJECTED"];

/** What becomes of commands and of exceptions, of the plants that the caller may see all of. */
export const Subscription: SubscriptionResolvers = {
  commandChanged: {
    subscribe: (_root, { plants, commands, after, snapshot }, context) => {
      const { outbox } = underWayOf(context);
      const within = placesOf({ plants: plants ?? null }, context);
      const keys = commands?.map((id) => decodeKey("Command", id)?.key ?? "");
      return followRevisions(context, {
        field: "commandChanged",
        of: "COMMANDS",
        after,
        snapshot,
        revised: (afterRevision, limit) => outbox.list({ ...within, afterRevision, limit }),
        present: () => outbox.list({ ...within, states: undone, limit: mostPresent }),
        fits: ({ command }: KeptCommand) => among(keys, command.id),
        parentOf: ({ command: { plant, id }, submittedAt, postedAt, settledAt }) => {
          return { kind: "UPSERTED" as const, recordedAt: settledAt ?? postedAt ?? submittedAt, plant, id };
        },
      });
    },
  },
  exceptionChanged: {
    subscribe: (_root, { plants, kinds, after, snapshot }, context) => {
      const { exceptions } = underWayOf(context);
      const within = placesOf({ plants: plants ?? null }, context);
      return followRevisions(context, {
        field: "exceptionChanged",
        of: "EXCEPTIONS",
        after,
        snapshot,
        revised: (afterRevision, limit) => exceptions.list({ ...within, afterRevision, limit }),
        present: () => exceptions.list({ ...within, states: ["OPEN"], earliestFirst: true, limit: mostPresent }),
        fits: ({ kind }: KeptException) => among(kinds, kind),
        parentOf: ({ id, lastRaisedAt, resolvedAt }) => ({ kind: "UPSERTED" as const, recordedAt: resolvedAt ?? lastRaisedAt, id }),
      });
    },
  },
};
