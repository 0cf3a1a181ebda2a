/** A gateway with partners, and ways to be one. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import type { NewPartner, PartnerAdministration } from "#schema/canonical/partner.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import { openSqliteAuditLog } from "../audit/sqlite-audit-log.ts";
import { type GatewayUnderTest, startGatewayUnderTest } from "../gateway.fixture.ts";
import type { GatewayOptions } from "../index.ts";
import { administerPartners } from "./administration.ts";
import type { PartnersOptions } from "./partners.ts";
import { openSqlitePartnerRegistry } from "./sqlite-partner-registry.ts";

export const issuer = "https://partners.example";
export const eva = { operator: "eva" };

export interface OAuthReply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface PartnersUnderTest extends AsyncDisposable {
  readonly under: GatewayUnderTest;
  /** Another gateway over the same registry, as another process is. */
  startAnother(): Promise<GatewayUnderTest>;
  /** As another process has it: what it changes the gateway has to find out. */
  readonly administration: PartnerAdministration;
  readonly audit: AuditLog;
  /** Adds a partner; gives its secret. */
  add(parts?: Partial<NewPartner>): string;
  post(path: string, form: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>): Promise<OAuthReply>;
  /** A partner's token; the form says what it shall be like. */
  token(client: string, secret: string, form?: Readonly<Record<string, string>>): Promise<string>;
}

const acme: NewPartner = {
  name: "acme",
  scopes: ["cost:read", "finance"],
  plants: ["1010", "2010"],
  supplier: "100007",
  tier: "gold",
  allowedDocuments: null,
  expiresAt: null,
  keys: null,
};

export function basic(client: string, secret: string): Readonly<Record<string, string>> {
  const encoded = Buffer.from(`${encodeURIComponent(client)}:${encodeURIComponent(secret)}`).toString("base64");
  return { authorization: `Basic ${encoded}` };
}

export async function startPartnersUnderTest(
  options: Partial<GatewayOptions> = {},
  more: Partial<PartnersOptions> = {},
): Promise<PartnersUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), "andon-partners-"));
  const open = () => openSqlitePartnerRegistry(join(folder, "partners.db"));
  const registries = [open(), open()] as const;
  const audit = openSqliteAuditLog(join(folder, "audit.db"), pino({ level: "silent" }));
  const partnersOf = (registry: ReturnType<typeof open>) => ({
    registry,
    keysFolder: join(folder, "keys"),
    issuer,
    audience: "andon",
    ...more,
  });
  const start = (registry: ReturnType<typeof open>) =>
    startGatewayUnderTest({ partners: partnersOf(registry), audit: { log: audit, safeInputs: new Set() }, ...options });
  const under = await start(registries[0]);
  const others: { readonly gateway: GatewayUnderTest; readonly registry: ReturnType<typeof open> }[] = [];
  const administration = administerPartners(registries[1], audit, { plants: ["1010", "2010", "3010"], tiers: ["gold"] });
  const post: PartnersUnderTest["post"] = async (path, form, headers = {}) => {
    const response = await fetch(new URL(path, under.address), { method: "POST", headers, body: new URLSearchParams(form) });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? {} : JSON.parse(text) };
  };
  return {
    under,
    administration,
    audit,
    post,
    async startAnother() {
      const registry = open();
      const gateway = await start(registry);
      others.push({ gateway, registry });
      return gateway;
    },
    add: (parts = {}) => administration.add({ ...acme, ...parts }, eva).secret ?? "",
    async token(client, secret, form = {}) {
      const { body } = await post("/oauth/token", { grant_type: "client_credentials", ...form }, basic(client, secret));
      if (typeof body.access_token !== "string") throw new Error(JSON.stringify(body));
      return body.access_token;
    },
    async [Symbol.asyncDispose]() {
      for (const { gateway, registry } of others) {
        await gateway[Symbol.asyncDispose]();
        registry.close();
      }
      await under[Symbol.asyncDispose]();
      for (const registry of registries) registry.close();
      audit.close();
      rmSync(folder, { recursive: true });
    },
  };
}
