/**
 * The demo landscape's own token issuer: a key pair in the data folder, made when it is first needed, and the roles of
 * the people in the demo. Real landscapes name the company's identity providers instead.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import { systemRoles } from "#schema/canonical/event.ts";
import type { Landscape } from "./landscape/landscape.ts";
import { UsageError } from "./usage-error.ts";

const readScopes = "production-order:read material-availability:read supplier-commitment:read quality-disposition:read";

/** Claims of each role; `supplier` needs the supplier's number beside it. */
const roles: Readonly<Record<string, { readonly scope: string; readonly plants: "*" | readonly string[] }>> = {
  // The systems around the ERPs, each with what it may tell and has to read.
  ...Object.fromEntries(systemRoles.map((role) => [role, { scope: `event:${role} ${readScopes}`, plants: "*" }])),
  planner: { scope: `${readScopes} production-order:write`, plants: "*" },
  shopfloor: { scope: "production-order:read production-order:write material-availability:read quality-disposition:read", plants: "*" },
  supplier: { scope: "supplier-commitment:read supplier-commitment:write", plants: "*" },
  // What waits for procurement to allow it is among the exceptions.
  procurement: { scope: "material-availability:read supplier-commitment:read supplier-commitment:write sync:read", plants: "*" },
  quality: { scope: "quality-disposition:read quality-disposition:write material-availability:read production-order:read", plants: "*" },
  operator: { scope: `${readScopes} sync:read sync:operate partner:manage`, plants: "*" },
};

const hours = 8;

export interface TokenRequest {
  readonly role: string;
  /** The supplier's number, for the role `supplier`. */
  readonly supplier?: string;
  /** Codes of the plants to see, instead of the role's. */
  readonly plants?: readonly string[];
}

/** A bearer token of the demo issuer, good for 8 hours. Throws UsageError for a role it does not know or a landscape without demo issuer. */
export async function issueDemoToken(landscape: Landscape, request: TokenRequest): Promise<string> {
  const issuer = landscape.issuers.find((candidate) => candidate.jwks === "demo");
  if (!issuer) throw new UsageError("This landscape has no demo issuer; get a token from one of its identity providers");
  const role = roles[request.role];
  if (!role) throw new UsageError(`There is no role "${request.role}"; give one of ${Object.keys(roles).join(", ")}`);
  if (request.role === "supplier" && !request.supplier)
    throw new UsageError("Which supplier? Give its number, such as: token supplier 100007");
  const { privateKey } = await readKeys(landscape);
  const key = await importJWK(privateKey, "ES256");
  return new SignJWT({
    scope: role.scope,
    plants: request.plants ?? role.plants,
    ...(request.supplier ? { supplier: request.supplier } : {}),
  })
    .setProtectedHeader({ alg: "ES256", kid: privateKey.kid ?? "", typ: "at+jwt" })
    .setIssuer(issuer.issuer)
    .setAudience(issuer.audience)
    .setSubject(request.supplier ? `demo-supplier-${request.supplier}` : `demo-${request.role}`)
    .setIssuedAt()
    .setExpirationTime(`${hours}h`)
    .setJti(crypto.randomUUID())
    .sign(key);
}

/** File of the demo issuer's public keys, as a JWKS. */
export async function demoJwksFile(landscape: Landscape): Promise<string> {
  await readKeys(landscape);
  return join(demoFolder(landscape), "jwks.json");
}

async function readKeys(landscape: Landscape): Promise<{ privateKey: JWK }> {
  const file = join(demoFolder(landscape), "private-key.json");
  if (!existsSync(file)) await makeKeys(file);
  return { privateKey: JSON.parse(readFileSync(file, "utf8")) as JWK };
}

async function makeKeys(file: string): Promise<void> {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const kid = crypto.randomUUID();
  mkdirSync(dirname(file), { recursive: true });
  try {
    // Only the first of two processes that start together writes; the other reads what it wrote.
    writeFileSync(file, JSON.stringify({ ...(await exportJWK(privateKey)), kid }), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return;
    throw error;
  }
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: "ES256", use: "sig" };
  writeFileSync(join(dirname(file), "jwks.json"), JSON.stringify({ keys: [jwk] }));
}

function demoFolder(landscape: Landscape): string {
  return join(landscape.data, "demo-issuer");
}
