/** A measured system, and where the subgraphs are that it asks. */
import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import type { Caller } from "#schema/canonical/caller.ts";
import type { Started } from "../processes.ts";

export interface System {
  readonly name: string;
  readonly started: Started;
}

/** Our subgraphs in processes of their own, which every gateway asks over HTTP. */
export interface Apart {
  readonly urls: Readonly<Record<string, string>>;
  /** Shared with the subgraphs. */
  readonly secret: string;
}

/** A token that the subgraphs take from a gateway that cannot sign callers by itself: made once and for long, so that it costs it nothing. */
export function signForSubgraphs({ secret }: Apart, caller: Caller): Promise<string> {
  return new SignJWT({ caller })
    .setProtectedHeader({ alg: "HS256" })
    .setAudience("andon-subgraph")
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime("2h")
    .sign(new TextEncoder().encode(secret));
}
