import type { PartnerFilter } from "#schema/canonical/partner.ts";
import { type Connection, readLength } from "../connection.ts";
import { badUserInput } from "../refusals.ts";
import { administrationOf } from "./administration.ts";
import type { QueryResolvers } from "./resolvers.generated.ts";
import { type ShownPartner, showPartner } from "./shown-partner.ts";

/** Root fields: the partners, for whoever looks after them. */
export const Query: QueryResolvers = {
  partner: (_root, { name }, context) => {
    const partner = administrationOf(context).find(name);
    return partner && showPartner(partner);
  },
  partners: (_root, { filter, orderBy, first, after }, context) => {
    const partners = administrationOf(context);
    const wanted: PartnerFilter = { isRevoked: filter?.revoked ?? null };
    const limit = readLength(first);
    const page = { after: after == null ? null : nameOf(after), limit: limit + 1, direction: orderBy?.direction ?? "ASC" };
    const found = partners.list(page, wanted);
    const nodes = found.slice(0, limit).map(showPartner);
    return connectionOf(nodes, {
      hasNextPage: found.length > limit,
      hasPreviousPage: after != null,
      countAll: () => partners.count(wanted),
    });
  },
};

const cursorForm = "partner:";

function cursorOf(name: string): string {
  return Buffer.from(cursorForm + name).toString("base64url");
}

/** The name that a cursor stands for. Throws BAD_USER_INPUT. */
function nameOf(cursor: string): string {
  const text = Buffer.from(cursor, "base64url").toString("utf8");
  if (text.startsWith(cursorForm) && cursorOf(text.slice(cursorForm.length)) === cursor) return text.slice(cursorForm.length);
  throw badUserInput("after", "is no cursor of this list; give one from an answer to the same field, or leave it out");
}

function connectionOf(
  nodes: readonly ShownPartner[],
  { countAll, ...pages }: Pick<Connection<never>["pageInfo"], "hasNextPage" | "hasPreviousPage"> & Pick<Connection<never>, "countAll">,
): Connection<ShownPartner> {
  const edges = nodes.map((node) => ({ cursor: cursorOf(node.name), node }));
  const pageInfo = { ...pages, startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null };
  return { edges, nodes, pageInfo, countAll };
}
