/** What is under way to the systems, and what people do about what cannot go on. */
import type { GraphQLSchema } from "graphql";
import { connectionFields } from "../connection.ts";
import { defineSubgraph } from "../subgraph.ts";
import { commandRepairs } from "./command-repairs.ts";
import { Command, CommandChange, SyncException, SyncExceptionChange, WorkflowRun, WorkflowStep } from "./entities.ts";
import { exceptionRepairs } from "./exception-repairs.ts";
import { figures } from "./figures.ts";
import { Query } from "./queries.ts";
import type { Resolvers } from "./resolvers.generated.ts";
import { resubmission } from "./resubmission.ts";
import { stepApprovals } from "./step-approvals.ts";
import { Subscription } from "./subscriptions.ts";

/** The subgraph's executable schema. */
export function syncOperations(): GraphQLSchema {
  const resolvers: Resolvers = {
    Query: { ...Query, figures },
    Mutation: { ...commandRepairs, ...stepApprovals, ...exceptionRepairs, ...resubmission },
    Subscription,
    Command,
    CommandChange,
    CommandConnection: connectionFields,
    WorkflowRun,
    WorkflowRunConnection: connectionFields,
    WorkflowStep,
    SyncException,
    SyncExceptionChange,
    SyncExceptionConnection: connectionFields,
  };
  return defineSubgraph("sync-operations", resolvers);
}
