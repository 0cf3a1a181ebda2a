/** What an MQTT broker and an SFTP server bring becomes an ERP transaction that the graph shows, also when they were away meanwhile. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pino } from "pino";
import {
  type Andon,
  issueDemoToken,
  type Landscape,
  readLandscape,
  type SimulatedPlants,
  startAndon,
  startSimulatedPlants,
} from "#cli/compose";
import { MqttBroker } from "#simulators/mqtt-broker";
import { SftpServer } from "#simulators/sftp-server";
import { ask } from "../support/clients.ts";
import { eventually } from "../support/eventually.ts";

const written = `
data: data
plants:
  - { code: "1010", name: Esslingen, timeZone: Europe/Berlin, system: s4-1010 }
systems:
  s4-1010:
    adapter: s4hana
    pollSeconds: 1
    connection: { url: "\${S4HANA_URL}", tokenUrl: "\${S4HANA_TOKEN_URL}", clientId: "\${S4HANA_CLIENT_ID}", clientSecret: "\${S4HANA_CLIENT_SECRET}" }
  mes: { adapter: webhook, role: mes, connection: { url: "http://127.0.0.1:9/mes", secret: "\${SECRET}" } }
  aps: { adapter: webhook, role: aps, connection: { url: "http://127.0.0.1:9/aps", secret: "\${SECRET}" } }
intakes:
  - name: floor
    kind: mqtt
    system: mes
    plants: ["1010"]
    url: \${MQTT_URL}
    username: andon
    password: \${MQTT_PASSWORD}
    topics: [mfg/1010/#]
    format: json
  - name: plans
    kind: sftp
    system: aps
    url: \${SFTP_URL}
    username: andon
    password: \${SFTP_PASSWORD}
    fingerprint: \${SFTP_FINGERPRINT}
    folder: /out
    pollSeconds: 0.2
issuers:
  - { issuer: https://issuer.demo.andon.example, audience: andon, algorithms: [ES256], jwks: demo }
gateway: { port: 0 }
`;

const orderQuery = `query ($plant: String!, $number: String!) { productionOrder(plant: $plant, number: $number) { basicEnd operations { yield { value } } } }`;
const released = `{ productionOrders(filter: { plants: ["1010"], states: [RELEASED] }, first: 10) { nodes { number planned { value unit } operations { number } } } }`;

interface Order {
  readonly basicEnd: string | null;
  readonly operations: readonly { readonly yield: { readonly value: string } | null }[];
}

/** What the first step of an order has yielded. */
const made = ({ operations }: Order): number => Number(operations[0]?.yield?.value ?? 0);

describe("events by broker and file", () => {
  const folder = mkdtempSync(join(tmpdir(), "andon-intakes-"));
  let broker: MqttBroker;
  let files: SftpServer;
  let plants: SimulatedPlants;
  let landscape: Landscape;
  let andon: Andon;
  let token: string;
  let orders: readonly {
    readonly number: string;
    readonly planned: { readonly unit: string };
    readonly operations: readonly { number: string }[];
  }[];

  const start = async (): Promise<void> => {
    andon = await startAndon(landscape, { port: 0, log: pino({ level: "silent" }) });
  };
  before(async () => {
    broker = await MqttBroker.start();
    files = await SftpServer.start();
    mkdirSync(join(files.root, "out"));
    const file = join(folder, "landscape.yaml");
    writeFileSync(file, written);
    const read = readLandscape(file);
    plants = await startSimulatedPlants({
      names: ["s4hana"],
      plants: read.landscape.plants,
      folder: read.landscape.data,
      scale: 0.2,
      lifeMs: 0,
    });
    landscape = read.resolve({
      ...plants.environment,
      MQTT_URL: broker.url,
      MQTT_PASSWORD: "s3cret",
      SFTP_URL: files.url,
      SFTP_PASSWORD: "s3cret",
      SFTP_FINGERPRINT: files.fingerprint,
      SECRET: `whsec_${Buffer.alloc(32).toString("base64")}`,
    });
    await start();
    await andon.sync.loaded();
    token = await issueDemoToken(landscape, { role: "planner" });
    orders = (await ask(address(), token, released)).data.productionOrders.nodes;
    assert.ok(orders.length >= 3, `only ${orders.length} orders are released`);
  });
  after(async () => {
    await andon?.stop();
    await plants?.stop();
    await broker?.[Symbol.asyncDispose]();
    await files?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  const address = (): string => new URL(andon.url).origin;
  const intakes = async () => {
    const response = await fetch(`${address()}/health/ready`);
    const { intakes: told } = (await response.json()) as { intakes: readonly Readonly<Record<string, unknown>>[] };
    return Object.fromEntries(told.map(({ intake, ...rest }) => [String(intake), rest]));
  };
  const isConnected = (intake: string, connected = true) => eventually(intakes, (told) => told[intake]?.reachable === connected, 60_000);
  const orderIs = (number: string, fits: (order: Order) => boolean) =>
    eventually(async () => (await ask(address(), token, orderQuery, { plant: "1010", number })).data.productionOrder, fits, 60_000);
  const orderAt = (index: number) => {
    const order = orders[index];
    assert.ok(order);
    return order;
  };

  /** The shop floor says that one piece was made of an order. */
  const confirm = (id: string, { number, planned, operations }: (typeof orders)[number]): void => {
    const made = { value: "1", unit: planned.unit };
    const data = { order: number, operation: operations[0]?.number, yield: made, isFinal: false, finishedAt: new Date().toISOString() };
    const event = { specversion: "1.0", id, source: "/systems/mes", type: "andon.operation.confirmed.v2", subject: number, data };
    broker.publish(`mfg/1010/execution/${number}`, JSON.stringify(event), { contentType: "application/cloudevents+json" });
  };
  /** Planning drops a file that moves an order. */
  const plan = (name: string, order: string, basicEnd: string): void => {
    const data = { reason: "RESEQUENCED", orders: [{ order, basicEnd }] };
    const event = { specversion: "1.0", source: "/systems/aps", type: "andon.schedule.changed.v1", subject: order, plantid: "1010", data };
    writeFileSync(join(files.root, "out", `${name}.tmp`), `${JSON.stringify(event)}\n`);
    renameSync(join(files.root, "out", `${name}.tmp`), join(files.root, "out", name));
  };

  it("over MQTT: a confirmation is booked by the ERP", async () => {
    await isConnected("floor");
    const before = await orderIs(orderAt(0).number, () => true);
    confirm("c-1", orderAt(0));
    await orderIs(orderAt(0).number, (now) => made(now) === made(before) + 1);
  });

  it("over SFTP: an order is moved in the ERP, and the file archived", async () => {
    await isConnected("plans");
    plan("plan-1.ndjson", orderAt(1).number, "2027-05-03T10:00:00Z");
    await orderIs(orderAt(1).number, ({ basicEnd }) => basicEnd?.startsWith("2027-05-03") === true);
    await eventually(
      () => readdirSync(join(files.root, "out")),
      (names) => !names.includes("plan-1.ndjson"),
      30_000,
    );
  });

  it("are not lost while the broker and the server are away, and taken once when they are back", async () => {
    const { number } = orderAt(2);
    const before = await orderIs(number, () => true);
    await Promise.all([broker.goAway(), files.goAway()]);
    await Promise.all([isConnected("floor", false), isConnected("plans", false)]);
    confirm("c-2", orderAt(2));
    plan("plan-2.ndjson", orderAt(1).number, "2027-06-07T10:00:00Z");
    await Promise.all([broker.comeBack(), files.comeBack()]);
    await orderIs(number, (now) => made(now) === made(before) + 1);
    await orderIs(orderAt(1).number, ({ basicEnd }) => basicEnd?.startsWith("2027-06-07") === true);
  });

  it("wait in the broker and on the server while Andon is away", async () => {
    const { number } = orderAt(2);
    const before = await orderIs(number, () => true);
    await andon.stop();
    confirm("c-3", orderAt(2));
    plan("plan-3.ndjson", orderAt(1).number, "2027-07-05T10:00:00Z");
    await start();
    await orderIs(number, (now) => made(now) === made(before) + 1);
    await orderIs(orderAt(1).number, ({ basicEnd }) => basicEnd?.startsWith("2027-07-05") === true);
  });

  it("that cannot be read are shown among the exceptions as they came, and can be put aside", async () => {
    await isConnected("floor");
    const operator = await issueDemoToken(landscape, { role: "operator" });
    broker.publish("mfg/1010/execution/x", Buffer.from([0xff, 0x00]));
    const query = `{ exceptions(filter: { kinds: [MAPPING_FAILURE], states: [OPEN] }) { nodes { id system text raw actions } } }`;
    const [shown] = await eventually(
      async () =>
        (await ask(address(), operator, query)).data.exceptions.nodes as readonly {
          id: string;
          text: string;
          raw: string;
          actions: string[];
        }[],
      ({ length }) => length > 0,
      30_000,
    );
    assert.match(shown?.text ?? "", /^mfg\/1010\/execution\/x of the intake floor: The payload is not UTF-8/);
    assert.equal(shown?.raw, "/wA=");
    assert.deepEqual(shown?.actions, ["DISCARD"]);
    const discard = `mutation ($id: ID!) { discardException(input: { exception: $id, reason: "noise" }) { userErrors { message } exception { state } } }`;
    const { data } = await ask(address(), operator, discard, { id: shown?.id });
    assert.deepEqual(data.discardException, { userErrors: [], exception: { state: "DISCARDED" } });
  });

  it("are counted, by intake, for Prometheus", async () => {
    const operator = await issueDemoToken(landscape, { role: "operator" });
    const response = await fetch(`${address()}/metrics`, { headers: { authorization: `Bearer ${operator}` } });
    const text = await response.text();
    const figure = (name: string): number =>
      Number(new RegExp(`^${name}\\{intake="floor",kind="mqtt",system="mes"\\} (\\S+)$`, "m").exec(text)?.[1]);
    assert.equal(figure("andon_intake_connected"), 1);
    assert.equal(figure("andon_intake_events_total"), 1);
    assert.equal(figure("andon_intake_refused_total"), 1);
    assert.ok(Math.abs(figure("andon_intake_last_event_timestamp_seconds") - Date.now() / 1_000) < 300);
  });
});
