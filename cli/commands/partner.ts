/** `andon partner add|list|show|change|rotate|revoke`: the companies that get their tokens from the gateway, and what each may do. */
import { parseArgs } from "node:util";
import { pino } from "pino";
import { type DescribedPartner, type PartnerAdministration, PartnerFault, type PartnerWithSecret } from "#schema/canonical/partner.ts";
import { openAudit, openPartners, operatorName } from "../data-files.ts";
import { landscapeFlag } from "../flags.ts";
import { readLandscape } from "../landscape/landscape.ts";
import { readGrantChange, readKeys, readNewPartner, readOverlap } from "../partner-flags.ts";
import { administrationOf } from "../partners.ts";
import { UsageError } from "../usage-error.ts";

export const summary =
  "looks after partners: `add NAME --scopes A,B --plants 1010,2010`, `list`, `show NAME`, `change NAME`, `rotate NAME`, `revoke NAME`";

const options = {
  landscape: landscapeFlag,
  scopes: { type: "string" },
  plants: { type: "string" },
  supplier: { type: "string" },
  tier: { type: "string" },
  documents: { type: "string" },
  expires: { type: "string" },
  keys: { type: "string" },
  "keep-previous": { type: "string", default: "24h" },
  json: { type: "boolean", default: false },
} as const;

export async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const [action = "list", name, ...rest] = positionals;
  const act = actions.get(action);
  if (!act) throw new UsageError(`partner has no action "${action}"; give one of ${[...actions.keys()].join(", ")}`);
  const isAll = action === "list";
  if (isAll ? name !== undefined : name === undefined || rest.length > 0) {
    throw new UsageError(isAll ? "list takes no names; `show NAME` tells of one" : `Say which partner: partner ${action} NAME`);
  }
  const { landscape } = readLandscape(values.landscape);
  if (!landscape.gateway?.partners) {
    throw new UsageError("The landscape has no gateway.partners, so that partners get no tokens; add it with issuer and audience");
  }
  const registry = openPartners(landscape);
  using audit = openAudit(landscape, pino({ level: "warn" }, pino.destination(2)));
  try {
    const partners = administrationOf(landscape, registry, audit);
    for (const line of act({ partners, name: name ?? "", flags: values, by: { operator: operatorName() } })) console.log(line);
  } catch (fault) {
    throw fault instanceof PartnerFault ? new UsageError(fault.message) : fault;
  } finally {
    registry.close();
  }
}

interface Task {
  readonly partners: PartnerAdministration;
  /** Of the partner; empty for all. */
  readonly name: string;
  readonly flags: ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];
  readonly by: { readonly operator: string };
}

/** What each action does; it gives the lines to print. */
const actions: ReadonlyMap<string, (task: Task) => readonly string[]> = new Map([
  ["add", ({ partners, name, flags, by }) => tellSecret(partners.add(readNewPartner(name, flags), by), flags.json)],
  ["list", list],
  ["show", show],
  ["change", ({ partners, name, flags, by }) => tell(partners.change(name, readGrantChange(flags), by), flags.json)],
  ["rotate", rotate],
  [
    "revoke",
    ({ partners, name, by }) => {
      partners.revoke(name, by);
      return [`${name} is revoked: its tokens are refused and its streams ended within 5 seconds`];
    },
  ],
]);

const pageLength = 200;

function list({ partners, flags }: Task): readonly string[] {
  const all: DescribedPartner[] = [];
  const pageAfter = (after: string | null) => partners.list({ after, limit: pageLength, direction: "ASC" }, { isRevoked: null });
  for (let page = pageAfter(null); page.length > 0; page = pageAfter(page.at(-1)?.name ?? null)) all.push(...page);
  if (flags.json) return [JSON.stringify(all)];
  if (all.length === 0) return ["There are no partners."];
  return all.map(({ name, scopes, plants, supplier, revokedAt, usage }) => {
    const state = revokedAt === null ? (supplier === null ? [] : [`supplier ${supplier}`]) : [`revoked ${revokedAt}`];
    return [name, scopes.join(" "), `plants ${plantsText(plants)}`, ...state, `${usage.requests} requests`].join("  ");
  });
}

function show({ partners, name, flags }: Task): readonly string[] {
  const partner = partners.find(name);
  if (!partner) throw new UsageError(`There is no partner ${name}; \`partner list\` tells their names`);
  return tell(partner, flags.json);
}

/** Another secret, or with `--keys` other keys. */
function rotate({ partners, name, flags, by }: Task): readonly string[] {
  const keepsPreviousSeconds = readOverlap(flags["keep-previous"]);
  if (flags.keys === undefined) return tellSecret(partners.rotateSecret(name, { keepsPreviousSeconds }, by), flags.json);
  const replacement = { keys: readKeys(flags.keys), endsTokens: keepsPreviousSeconds === 0 };
  return tell(partners.replaceKeys(name, replacement, by), flags.json);
}

/** The secret is printed this once; it is kept nowhere. */
function tellSecret({ partner, secret }: PartnerWithSecret, json: boolean): readonly string[] {
  if (json) return [JSON.stringify({ ...partner, clientId: partner.name, clientSecret: secret })];
  const credentials = secret === null ? [] : [`client_secret  ${secret}`, "The secret is shown this once: hand it over now."];
  return [...tell(partner, false), `client_id      ${partner.name}`, ...credentials];
}

function tell(partner: DescribedPartner, json: boolean): readonly string[] {
  if (json) return [JSON.stringify(partner)];
  const { name, scopes, plants, supplier, tier, allowedDocuments, expiresAt, secrets, keyIds, addedAt, addedBy, revokedAt, usage } =
    partner;
  const secretsText = secrets.map((secret) => `since ${secret.addedAt}${secret.expiresAt === null ? "" : ` until ${secret.expiresAt}`}`);
  const facts: readonly (readonly [string, string | null])[] = [
    ["partner", name],
    ["scopes", scopes.join(" ")],
    ["plants", plantsText(plants)],
    ["supplier", supplier],
    ["tier", tier],
    ["documents", allowedDocuments],
    ["expires", expiresAt],
    ["secrets", secretsText.join(", ") || null],
    ["keys", keyIds.join(", ") || null],
    ["added", `${addedAt} by ${addedBy}`],
    ["revoked", revokedAt],
    ["used", `${usage.requests} requests, ${usage.refusals} refused, cost ${usage.cost}, last ${usage.lastSeen ?? "never"}`],
  ];
  return facts.flatMap(([what, value]) => (value === null ? [] : [`${what.padEnd(15)}${value}`]));
}

function plantsText(plants: DescribedPartner["plants"]): string {
  return plants === "ALL" ? "all" : plants.join(",");
}
