/** The demo landscape, started for one story in a folder of its own: what happens on it is told line by line, with the seconds since it began. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { type Andon, startAndon } from "../compose.ts";
import { issueDemoToken } from "../demo-issuer.ts";
import { type Landscape, readLandscape } from "../landscape/landscape.ts";
import { connectNeighbours } from "../simulated-neighbours.ts";
import { type SimulatedPlants, startSimulatedPlants } from "../simulated-plants.ts";
import { subscribeWebhooks } from "../simulated-subscriptions.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const patienceMs = 30_000;
const looksEveryMs = 50;

export class Stage implements AsyncDisposable {
  readonly #folder = mkdtempSync(join(tmpdir(), "andon-story-"));
  readonly #log = pino({ level: "error" }, pino.destination({ dest: 2, sync: true }));
  readonly #tell: (line: string) => void;
  #plants: SimulatedPlants | null = null;
  #landscape: Landscape | null = null;
  #andon: Andon | null = null;
  #beganAt = 0;

  private constructor(tell: (line: string) => void) {
    this.#tell = tell;
  }

  /** Starts the simulated plants and Andon over them. Each line of the story goes to `tell`. */
  static async open(tell: (line: string) => void): Promise<Stage> {
    const stage = new Stage(tell);
    const file = join(stage.#folder, "landscape.yaml");
    writeFileSync(
      file,
      readFileSync(join(root, "landscape.yaml"), "utf8").replace("data: .andon/demo", "data: data").replace("port: 4000", "port: 0"),
    );
    const { landscape } = readLandscape(file);
    stage.#plants = await startSimulatedPlants({
      names: landscape.simulators ?? [],
      plants: landscape.plants,
      folder: landscape.data,
      scale: 1,
      lifeMs: 0,
    });
    await stage.#start(file, {});
    return stage;
  }

  get andon(): Andon {
    if (!this.#andon) throw new Error("Andon is not on the stage");
    return this.#andon;
  }

  get environment(): Readonly<Record<string, string>> {
    return this.#plants?.environment ?? {};
  }

  get folder(): string {
    return this.#folder;
  }

  /** From here on the seconds are counted. */
  begin(): void {
    this.#beganAt = performance.now();
  }

  /** Tells a line of the story. */
  say(line: string): void {
    const seconds = this.#beganAt === 0 ? "      " : `+${((performance.now() - this.#beganAt) / 1_000).toFixed(2)} s`.padStart(8);
    this.#tell(`${seconds}  ${line}`);
  }

  /** Asks the graph as one of the demo's people; `role` is one of theirs. Throws what it answers instead of data. */
  async ask<T>(role: string, query: string, variables: Readonly<Record<string, unknown>> = {}, supplier?: string): Promise<T> {
    const token = await this.token(role, supplier);
    const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
    const response = await fetch(this.andon.url, { method: "POST", headers, body: JSON.stringify({ query, variables }) });
    const { data, errors } = (await response.json()) as { readonly data: T; readonly errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }

  /** A bearer token of one of the demo's people. */
  token(role: string, supplier?: string): Promise<string> {
    return issueDemoToken(this.#known(), { role, ...(supplier === undefined ? {} : { supplier }) });
  }

  /** Has one of the neighbours do something. */
  async act(role: string, action: string, parameters: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#send(`${this.environment.NEIGHBOURS_URL}/${role}/events`, { action, ...parameters });
  }

  /** The records of one of the neighbours. What it answers is known to the story. */
  async records<T>(role: string): Promise<T> {
    return (await (await fetch(`${this.environment.NEIGHBOURS_URL}/${role}/records`)).json()) as T;
  }

  /** Switches a fault of a simulated ERP. */
  async fault(control: string, fault: object): Promise<void> {
    await this.#send(new URL("/fault", this.environment[control]).href, fault);
  }

  /** Lets something happen in a simulated plant. */
  async life(control: string, event: string): Promise<void> {
    await this.#send(new URL("/life", this.environment[control]).href, { event });
  }

  /** Waits until something is so, and says what it was. Throws when it does not come about. */
  async until<T>(line: string, look: () => Promise<T | null | false> | T | null | false): Promise<T> {
    for (const end = Date.now() + patienceMs; ; await delay(looksEveryMs)) {
      const found = await look();
      if (found !== null && found !== false) {
        this.say(line);
        return found;
      }
      if (Date.now() > end) throw new Error(`it did not come about that ${line}`);
    }
  }

  /** Stops Andon and starts it again over a changed landscape, with more in its environment. */
  async restart(edit: (landscape: string) => string, environment: Readonly<Record<string, string>>): Promise<void> {
    await this.andon.stop();
    const file = join(this.#folder, "landscape.yaml");
    writeFileSync(file, edit(readFileSync(file, "utf8")));
    await this.#start(file, environment);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#andon?.stop();
    await this.#plants?.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #start(file: string, environment: Readonly<Record<string, string>>): Promise<void> {
    const known = { ...process.env, ...this.environment, ...environment };
    const landscape = readLandscape(file).resolve(known);
    this.#landscape = landscape;
    this.#andon = await startAndon(landscape, { port: 0, log: this.#log });
    await subscribeWebhooks(landscape, this.environment, new URL(this.#andon.url).origin, this.#log);
    await connectNeighbours(landscape, this.environment, this.#andon.url);
    await this.#andon.sync.loaded();
  }

  #known(): Landscape {
    if (!this.#landscape) throw new Error(`the landscape in ${dirname(this.#folder)} is not read yet`);
    return this.#landscape;
  }

  async #send(url: string, body: object): Promise<void> {
    const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  }
}
