/** The folder on the server: which files are complete, and where they go when they are done with. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { connect as openSocket } from "node:net";
import Client from "ssh2-sftp-client";
import type { SftpSettings } from "./settings.ts";

const unfinished = /^\.|\.(tmp|filepart|part|incomplete)$/i;
const marker = /\.done$/i;
const connectMs = 20_000;
const keepaliveMs = 10_000;

export class RemoteFolder {
  readonly #client = new Client();
  readonly #settings: SftpSettings;

  constructor(settings: SftpSettings) {
    this.#settings = settings;
  }

  /** Refuses a server whose host key is another than the landscape says. */
  async connect(): Promise<void> {
    const { url, username, password, privateKey, fingerprint } = this.#settings;
    const { hostname, port } = new URL(url);
    // Each step is a small question and its answer, which a socket that gathers would hold back.
    const sock = openSocket({ host: hostname, port: Number(port || 22), noDelay: true });
    await once(sock, "connect", { signal: AbortSignal.timeout(connectMs) }).catch((fault: unknown) => {
      sock.destroy();
      throw fault;
    });
    await this.#client.connect({
      sock,
      username,
      ...(password === undefined ? {} : { password }),
      ...(privateKey === undefined ? {} : { privateKey }),
      hostVerifier: (key: Buffer) => `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}` === fingerprint,
      readyTimeout: connectMs,
      keepaliveInterval: keepaliveMs,
    });
  }

  /** Names of the files that are complete, in the order of names, and their sizes in bytes. */
  async complete(): Promise<readonly { readonly name: string; readonly size: number }[]> {
    const entries = (await this.#client.list(this.#settings.folder)).filter(({ type }) => type === "-");
    const names = new Set(entries.map(({ name }) => name));
    return entries
      .filter(({ name }) => !unfinished.test(name) && !marker.test(name))
      .filter(({ name }) => this.#settings.complete !== "done-marker" || names.has(`${name}.done`))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async read(name: string): Promise<Buffer> {
    // Without a destination the library gives the bytes.
    return (await this.#client.get(this.#path(name))) as Buffer;
  }

  async archive(name: string): Promise<void> {
    await this.#move(name, "archive");
  }

  async setAside(name: string, reason: string): Promise<void> {
    const moved = await this.#move(name, "error");
    await this.#client.put(Buffer.from(`${reason}\n`), `${moved}.reason.txt`);
  }

  async close(): Promise<void> {
    await this.#client.end();
  }

  /** The same name may come again: what was kept first stays. Gives the path it has then. */
  async #move(name: string, to: "archive" | "error"): Promise<string> {
    const folder = this.#path(to);
    if (!(await this.#client.exists(folder))) await this.#client.mkdir(folder);
    const path = `${folder}/${name}`;
    const free = (await this.#client.exists(path)) ? `${path}.${Date.now()}` : path;
    await this.#client.rename(this.#path(name), free);
    // After the file: a file without its marker would be waited for without end.
    if (this.#settings.complete === "done-marker") await this.#client.delete(this.#path(`${name}.done`), true);
    return free;
  }

  #path(name: string): string {
    return `${this.#settings.folder.replace(/\/+$/, "")}/${name}`;
  }
}
