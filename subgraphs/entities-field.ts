/**
 * The field `_entities` of a subgraph (federation subgraph specification, "Resolve requests for entities"). The library's own makes a
 * promise of each representation; here what is read at once is there at once.
 */
import type { GraphQLResolveInfo } from "graphql";
import type { SubgraphContext } from "./context.ts";

interface Representation {
  readonly __typename: string;
}

type Resolve = (
  representation: Representation,
  context: SubgraphContext,
  info: GraphQLResolveInfo,
) => object | null | Promise<object | null>;

type EntitiesResolver = (
  root: unknown,
  args: { readonly representations: readonly Representation[] },
  context: SubgraphContext,
  info: GraphQLResolveInfo,
) => readonly unknown[];

/** Resolves each representation by its type's `__resolveReference`, one whose type has none by itself. One that fails fails alone. */
export function createEntitiesField(resolvers: object): EntitiesResolver {
  const types = Object.entries(resolvers as Record<string, { readonly __resolveReference?: Resolve }>);
  const known = new Map(types.map(([type, { __resolveReference }]) => [type, __resolveReference]));
  return (_root, { representations }, context, info) =>
    representations.map((representation) => {
      const { __typename } = representation;
      const resolve = known.get(__typename);
      if (!resolve) return representation;
      try {
        const entity = resolve(representation, context, info);
        return entity instanceof Promise ? entity.then((found) => telling(found, __typename)) : telling(entity, __typename);
      } catch (fault) {
        return Promise.reject(fault);
      }
    });
}

/** With its type's name, by which the union is resolved. Rows are shared, and the name is no part of what they hold. */
function telling(entity: (object & { readonly __typename?: string }) | null, typename: string): object | null {
  if (entity === null || entity.__typename === typename) return entity;
  const own = entity.__typename === undefined ? entity : { ...entity };
  return Object.defineProperty(own, "__typename", { value: typename, configurable: true });
}
