/** A validation rule: where `@listSize` demands one slicing argument, the operation gives exactly one (GraphQL Cost Directives, section 8.4). */
import { GraphQLError, type ValidationRule } from "graphql";
import type { CostRules } from "./rules.ts";
import { defaultOf, isGiven } from "./sizes.ts";

/** Rule to be given to `validate` beside the specified ones. The schema's default stands for an argument when none is given. */
export function requireSlicing({ listSizes }: CostRules): ValidationRule {
  return (context) => ({
    Field(node) {
      const field = context.getFieldDef();
      const path = `${context.getParentType()?.name}.${field?.name}`;
      const size = listSizes.get(path);
      if (!field || !size?.requireOneSlicingArgument || size.slicingArguments.length === 0) return;
      const given = size.slicingArguments.filter((name) => isGiven(node, name));
      const isDefaulted = size.slicingArguments.some((name) => (defaultOf(field, name) ?? null) !== null);
      if (given.length === 1 || (given.length === 0 && isDefaulted)) return;
      const remedy =
        given.length > 1 ? `it has ${given.join(" and ")}; leave all but one out` : "without one of them its length is unknown";
      context.reportError(
        new GraphQLError(`${path} needs exactly one of the arguments ${size.slicingArguments.join(", ")}; ${remedy}`, { nodes: [node] }),
      );
    },
  });
}
