/** A Redis of a test's own, on a socket of its own, that can be stopped, held and started again. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "./eventually.ts";

/** Why tests with Redis do not run here; false where they do, and where they must. */
export const redisIsMissing: string | false =
  spawnSync("redis-server", ["--version"]).status !== 0 && process.env.REQUIRE_SERVICES === undefined
    ? "there is no redis-server on this machine"
    : false;

export class RedisServer implements AsyncDisposable {
  readonly #folder = mkdtempSync(join(tmpdir(), "andon-redis-"));
  #process: ChildProcess | null = null;

  /** Path of the socket, as a client's URL. */
  get url(): string {
    return join(this.#folder, "redis.sock");
  }

  static async start(): Promise<RedisServer> {
    const server = new RedisServer();
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    const settings = ["--port", "0", "--unixsocket", this.url, "--save", "", "--appendonly", "no", "--dir", this.#folder];
    this.#process = spawn("redis-server", settings, { stdio: "ignore" });
    await once(this.#process, "spawn");
    await eventually(() => existsSync(this.url), Boolean);
  }

  /** Keeps its connections, and answers nothing until `resume`. */
  hold(): void {
    this.#process?.kill("SIGSTOP");
  }

  resume(): void {
    this.#process?.kill("SIGCONT");
  }

  async stop(): Promise<void> {
    const running = this.#process;
    if (!running) return;
    this.#process = null;
    const gone = once(running, "exit");
    running.kill("SIGKILL");
    await gone;
    rmSync(this.url, { force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
