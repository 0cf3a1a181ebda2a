/** The partner registry in one SQLite file, which the gateways read while the command line writes. */
import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { PartnerFilter, PartnerPage, PartnerUsage } from "#schema/canonical/partner.ts";
import type { Partner, PartnerRegistry, RegistryChanges, RevokedToken, UsageIncrement } from "./partner-registry.ts";
import { addUsage, isWanted, schema } from "./partners.sql.ts";

/** What is over is forgotten a little later, when every clock says so. */
const forgottenAfterSeconds = 60;

/** Opens or makes the registry in `file`. Several processes may have it open. */
export function openSqlitePartnerRegistry(file: string): PartnerRegistry {
  return new SqlitePartnerRegistry(file);
}

class SqlitePartnerRegistry implements PartnerRegistry {
  readonly #database: DatabaseSync;
  readonly #find: StatementSync;
  readonly #version: StatementSync;

  constructor(file: string) {
    this.#database = new DatabaseSync(file, { timeout: 10_000 });
    this.#database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    this.#together(() => this.#database.exec(schema));
    this.#find = this.#database.prepare("SELECT body FROM partners WHERE name = ?");
    this.#version = this.#database.prepare("SELECT version FROM registry");
  }

  find(name: string): Partner | null {
    const row = this.#find.get(name);
    return row ? toPartner(row) : null;
  }

  list({ after, limit, direction }: PartnerPage, filter: PartnerFilter): readonly Partner[] {
    const comesAfter = direction === "ASC" ? "name > ?2" : "name < ?2";
    const sql = `SELECT body FROM partners WHERE ${isWanted} AND (?2 IS NULL OR ${comesAfter}) ORDER BY name ${direction} LIMIT ?3`;
    return this.#database.prepare(sql).all(flagOf(filter), after, limit).map(toPartner);
  }

  count(filter: PartnerFilter): number {
    const sql = `SELECT count(*) AS partners FROM partners WHERE ${isWanted}`;
    return Number(this.#database.prepare(sql).get(flagOf(filter))?.partners);
  }

  add(partner: Partner): boolean {
    return this.#together(() => {
      if (this.find(partner.name)) return false;
      this.#write(partner);
      return true;
    });
  }

  update(name: string, next: (partner: Partner) => Partner): Partner | null {
    return this.#together(() => {
      const before = this.find(name);
      if (!before) return null;
      const partner = next(before);
      this.#write(partner);
      return partner;
    });
  }

  revokeToken({ id, until }: RevokedToken): void {
    this.#together(() => {
      this.#database.prepare("DELETE FROM revoked_tokens WHERE until < ?").run(forgettable());
      this.#database.prepare("INSERT INTO revoked_tokens VALUES (?, ?, ?) ON CONFLICT DO NOTHING").run(id, until, this.#nextVersion());
    });
  }

  changesSince(version: number): RegistryChanges | null {
    if (this.#currentVersion() === version) return null;
    return this.#together(() => {
      const partners = this.#database.prepare("SELECT body FROM partners WHERE version > ?").all(version);
      const revoked = this.#database.prepare("SELECT id, until FROM revoked_tokens WHERE version > ?").all(version);
      return {
        version: this.#currentVersion(),
        partners: partners.map(toPartner),
        revokedTokens: revoked.map(({ id, until }) => ({ id: String(id), until: Number(until) })),
      };
    }, "BEGIN");
  }

  takeOnce(client: string, id: string, until: number): boolean {
    return this.#together(() => {
      this.#database.prepare("DELETE FROM taken_ids WHERE until < ?").run(forgettable());
      return this.#database.prepare("INSERT INTO taken_ids VALUES (?, ?, ?) ON CONFLICT DO NOTHING").run(client, id, until).changes > 0;
    });
  }

  addUsage(increments: readonly UsageIncrement[]): void {
    const add = this.#database.prepare(addUsage);
    this.#together(() => {
      for (const { partner, requests, cost, refusals, lastSeen } of increments) add.run(partner, requests, cost, refusals, lastSeen);
    });
  }

  usageOf(name: string): PartnerUsage {
    const sql = `SELECT requests, cost, refusals, last_seen AS "lastSeen" FROM usage WHERE partner = ?`;
    const row = this.#database.prepare(sql).get(name);
    return row ? ({ ...row } as unknown as PartnerUsage) : { requests: 0, cost: 0, refusals: 0, lastSeen: null };
  }

  close(): void {
    this.#database.close();
  }

  #currentVersion(): number {
    return Number(this.#version.get()?.version);
  }

  /** To be asked for within a transaction that writes: whoever sees the version sees what was written under it. */
  #nextVersion(): number {
    return Number(this.#database.prepare("UPDATE registry SET version = version + 1 RETURNING version").get()?.version);
  }

  #write(partner: Partner): void {
    const write = this.#database.prepare("INSERT OR REPLACE INTO partners VALUES (?, ?, ?)");
    write.run(partner.name, JSON.stringify(partner), this.#nextVersion());
  }

  #together<T>(work: () => T, begin: "BEGIN" | "BEGIN IMMEDIATE" = "BEGIN IMMEDIATE"): T {
    this.#database.exec(begin);
    try {
      const result = work();
      this.#database.exec("COMMIT");
      return result;
    } catch (fault) {
      // Some faults, such as a full disk, have ended it already.
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      throw fault;
    }
  }
}

function toPartner(row: Record<string, unknown>): Partner {
  return JSON.parse(String(row.body)) as Partner;
}

/** As `isWanted` takes it. */
function flagOf({ isRevoked }: PartnerFilter): number | null {
  return isRevoked === null ? null : Number(isRevoked);
}

function forgettable(): number {
  return Math.floor(Date.now() / 1_000) - forgottenAfterSeconds;
}
