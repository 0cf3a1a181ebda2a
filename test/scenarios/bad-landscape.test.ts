import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { readLandscape } from "#cli/compose";
import { run, runWith, writeLandscape } from "../support/demo.ts";

const folder = mkdtempSync(join(tmpdir(), "andon-landscape-"));
const remove = (line: RegExp) => (text: string) => text.replace(line, "");

const faults: readonly { readonly fault: string; readonly edit: (text: string) => string; readonly says: RegExp }[] = [
  {
    fault: "a missing key",
    edit: remove(/ +timeZone: Europe\/Berlin\n/),
    says: /line \d+: plants\[0\]\.timeZone is missing; give the IANA zone/,
  },
  {
    fault: "a key that means nothing",
    edit: (text) => text.replace("name: Toledo", "title: Toledo"),
    says: /plants\[1\] has "title".*use one of code, name/,
  },
  {
    fault: "an unknown adapter",
    edit: (text) => text.replace("adapter: ebs", "adapter: jde"),
    says: /systems\.ebs-3010\.adapter is "jde".*s4hana, sap-ecc, ebs/,
  },
  {
    fault: "a plant served twice",
    edit: (text) => text.replace('code: "2010"', 'code: "1010"'),
    says: /plant 1010 is served twice, by s4-1010 and ecc-2010; remove/,
  },
  {
    fault: "a system that is not listed",
    edit: (text) => text.replace("system: ebs-3010", "system: ebs-9"),
    says: /"ebs-9", which is not listed under systems/,
  },
  {
    fault: "a time zone that does not exist",
    edit: (text) => text.replace("Asia/Tokyo", "Asia/Nagoya"),
    says: /plants\[2\]\.timeZone is "Asia\/Nagoya", which is no time zone; give the IANA zone/,
  },
  {
    fault: "an owner of an event that there is not",
    edit: (text) => text.replace("system: ebs-3010", "system: ebs-3010\n    owners: { andon.goods.shifted: [mes] }"),
    says: /line \d+: plants\[2\]\.owners has "andon\.goods\.shifted", which is no type of event; give one of .*andon\.goods\.moved/,
  },
  {
    fault: "an owner that is no kind of system",
    edit: (text) => text.replace("system: ebs-3010", "system: ebs-3010\n    owners: { andon.goods.moved: [erp] }"),
    says: /line \d+: plants\[2\]\.owners\S* is "erp"; give one of aps, mes/,
  },
  {
    fault: "an intake of a kind that there is not",
    edit: (text) => text.replace(/^intakes:.*$/m, "intakes:\n  - { name: floor, kind: amqp, system: mes }"),
    says: /line \d+: intakes\[0\]\.kind is "amqp", which is no kind of intake; give one of mqtt, sftp/,
  },
  {
    fault: "an intake of a system that tells nothing",
    edit: (text) => text.replace(/^intakes:.*$/m, 'intakes:\n  - { name: floor, kind: mqtt, system: ebs-3010, plants: ["9999"] }'),
    says: /intakes\[0\]\.system is "ebs-3010", which is no system with a role; give one of aps, mes.*[\s\S]*intakes\[0\]\.plants has "9999"/,
  },
  {
    fault: "a wrong issuer URL",
    edit: (text) => text.replace("https://issuer.demo", "issuer demo"),
    says: /issuers\[0\]\.issuer is .* not a URL; give one with scheme and host/,
  },
  {
    fault: "an issuer that is listed twice, of a tier and for a plant that there are not",
    edit: (text) =>
      text.replace(
        "issuers:\n",
        `issuers:
  - issuer: https://issuer.demo.andon.example
    audience: andon
    algorithms: [RS256]
    jwks: https://login.example.com/keys
    tier: gold
    claims: { plants: { from: groups, map: { Everywhere: "*", Planning: ["9999"] } } }
`,
      ),
    says: /issuers\[0\]\.tier is "gold", which is not listed under limits\.tiers[\s\S]*issuers\[0\]\.claims\.plants\.map has "9999" for Planning, which is no plant[\s\S]*issuers\[1\]\.issuer is .* a second time/,
  },
  {
    fault: "claims that say nothing of where they are",
    edit: (text) => text.replace("    jwks: demo", "    jwks: demo\n    claims: { scopes: { map: { Planning: production-order:read } } }"),
    says: /line \d+: issuers\[0\]\.claims\.scopes\.from is missing; give the name of the claim, such as groups/,
  },
  {
    fault: "notifications of a system that sends none",
    edit: (text) => text.replace("  ebs-3010:", `    notifications: { secret: ${"x".repeat(32)} }\n  ebs-3010:`),
    says: /line \d+: systems\.ecc-2010\.notifications means nothing to the adapter sap-ecc; remove it: only s4hana takes/,
  },
  {
    fault: "notifications without a secret",
    edit: remove(/ +secret: .*\n/),
    says: /line \d+: systems\.s4-1010\.notifications must be object; give the secret/,
  },
  {
    fault: "a secret of notifications that can be guessed",
    edit: (text) => text.replace(/secret: .*S4HANA_WEBHOOK.*/, "secret: s3cret"),
    says: /line \d+: systems\.s4-1010\.notifications\.secret must NOT have fewer than 32 characters; give the secret/,
  },
  {
    fault: "names that every object inherits",
    edit: (text) => text.replace("adapter: ebs", "adapter: constructor").replace("system: ecc-2010", "system: toString"),
    says: /systems\.ebs-3010\.adapter is "constructor", which is no adapter[\s\S]*plants\[1\]\.system is "toString", which is not listed|plants\[1\]\.system is "toString", which is not listed[\s\S]*systems\.ebs-3010\.adapter is "constructor", which is no adapter/,
  },
  {
    fault: "codes that stand for what nothing is, in a table that there is not",
    edit: (text) =>
      text.replace("  ebs-3010:", "    mappings: { orderStatus: { I9001: PAUSED }, stockType: { 'X': BLOCKED } }\n  ebs-3010:"),
    says: /systems\.ecc-2010\.mappings\.orderStatus\.I9001 is "PAUSED"; give one of PLANNED, .*[\s\S]*systems\.ecc-2010\.mappings has "stockType", which is no table of the adapter sap-ecc; use one of units, orderStatus, usageDecision/,
  },
  {
    fault: "a code that YAML reads as another",
    edit: (text) => text.replace("  ecc-2010:", "    mappings: { stockType: { 08: BLOCKED } }\n  ecc-2010:"),
    says: /line \d+: 08 is read as 8; put it in quotes: "08"/,
  },
  {
    fault: "an amount that is none",
    edit: (text) => text.replace("retentionDays: 7", "retentionDays: seven"),
    says: /line 5: retentionDays must be number; give the days for which changes are kept/,
  },
  {
    fault: "no folder for its data",
    edit: (text) => text.replace("data: data", 'data: ""'),
    says: /data is empty; give the folder of the change log/,
  },
  { fault: "nothing in it", edit: () => "# to be written\n", says: /the file says nothing; begin with data, plants, systems/ },
  { fault: "text that is no YAML", edit: () => "plants: [", says: /is not YAML:\n {2}line 1/ },
];

/** Where the systems around the ERPs would be. */
const ofNeighbours = ["APS", "MES", "WMS", "QMS", "PORTAL", "CRM", "PLM", "MDM"].flatMap((role) => [
  [`${role}_URL`, "http://127.0.0.1:1/"],
  [`${role}_WEBHOOK_SECRET`, `whsec_${"A".repeat(32)}`],
]);
const ofFiles = { APS_SFTP_URL: "sftp://127.0.0.1:1", APS_SFTP_PASSWORD: "s3cret", APS_SFTP_FINGERPRINT: `SHA256:${"A".repeat(43)}` };

/** A value for all that the landscape refers to; the files are there. */
function environmentOf(): Record<string, string> {
  const urls = ["S4HANA_URL", "S4HANA_TOKEN_URL", "ECC_SOAP_URL", "ECC_IDOC_URL"].map((name) => [name, "http://127.0.0.1:1/"]);
  const texts = ["S4HANA_CLIENT_ID", "S4HANA_CLIENT_SECRET", "ECC_USER", "ECC_PASSWORD", "ECC_OUTBOUND_FOLDER"].map((name) => [name, "x"]);
  const rest = [
    ["S4HANA_WEBHOOK_SECRET", "x".repeat(32)],
    ["ECC_SEGMENT_LAYOUTS", fileURLToPath(import.meta.url)],
    ["EBS_DATABASE_URL", "postgres://127.0.0.1:1/ebs"],
  ];
  return Object.fromEntries([...urls, ...texts, ...rest, ...ofNeighbours, ...Object.entries(ofFiles)]) as Record<string, string>;
}

describe("a landscape that cannot be used", () => {
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const { fault, edit, says } of faults) {
    it(`with ${fault} is refused with line, reason and remedy`, () => {
      assert.throws(
        () => readLandscape(writeLandscape(folder, edit)),
        ({ name, message }: Error) => {
          assert.equal(name, "UsageError");
          assert.match(message, says);
          assert.match(message, /line \d+/);
          return true;
        },
      );
    });
  }

  it("starts nothing: all its faults are told at once, with exit code 2", async () => {
    const edit = (text: string): string => text.replace("adapter: ebs", "adapter: jde").replace("system: ecc-2010", "system: ecc-9");
    const { code, stdout, stderr } = await run("start", "--landscape", writeLandscape(folder, edit));
    assert.match(stderr, /jde/);
    assert.match(stderr, /ecc-9/);
    assert.equal(code, 2);
    assert.equal(stdout, "");
  });

  it("with a wrong URL of a system is refused when its environment is known", async () => {
    const real = (text: string): string => text.replace(/simulators: .*\n/, "").replace(/url: \$\{S4HANA_URL\}/, "url: not a url");
    const file = writeLandscape(folder, real);
    const { code, stderr } = await runWith({ S4HANA_TOKEN_URL: "http://127.0.0.1:1/token" }, "start", "--landscape", file);
    assert.equal(code, 2);
    assert.match(stderr, /needs the environment variable S4HANA_CLIENT_SECRET, which is not set/);
    const environment = Object.fromEntries(
      ["S4HANA_TOKEN_URL", "ECC_SOAP_URL", "ECC_IDOC_URL"]
        .map((name) => [name, "http://127.0.0.1:1/"])
        .concat(
          [
            "S4HANA_CLIENT_ID",
            "S4HANA_CLIENT_SECRET",
            "S4HANA_WEBHOOK_SECRET",
            "ECC_USER",
            "ECC_PASSWORD",
            "ECC_OUTBOUND_FOLDER",
            "ECC_SEGMENT_LAYOUTS",
          ].map((name) => [name, "x"]),
          [["EBS_DATABASE_URL", "ebs:s3cret@nowhere"]],
          [...ofNeighbours, ...Object.entries(ofFiles)],
        ),
    );
    const told = await runWith(environment, "start", "--landscape", file);
    assert.equal(told.code, 2);
    assert.match(
      told.stderr,
      /line \d+: systems\.s4-1010\.connection\.url is "not a url", which is not a URL; give one with scheme and host/,
    );
    assert.match(
      told.stderr,
      /line \d+: systems\.ecc-2010\.connection\.segmentLayouts is "x", which is no file; give the file with the layouts/,
    );
    assert.match(told.stderr, /line \d+: systems\.ebs-3010\.connection\.url has not the form that is wanted; give the URL of the database/);
    assert.doesNotMatch(told.stderr, /s3cret/);
  });

  it("with a secret that is too short is refused when its environment is known, and not before", async () => {
    const text = (secret: string) => (text: string) =>
      text.replace(/simulators: .*\n/, "").replace("  port: 0", `  port: 0\n  cursorSecret: ${secret}`);
    const written = await run("start", "--landscape", writeLandscape(folder, text("short")));
    assert.match(written.stderr, /line \d+: gateway\.cursorSecret must NOT have fewer than 32 characters; give the secret that signs/);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference as the landscape writes it
    const file = writeLandscape(folder, text("${CURSORS:-short}"));
    const names = ["URL", "TOKEN_URL", "CLIENT_ID", "CLIENT_SECRET", "WEBHOOK_SECRET"].map((name) => `S4HANA_${name}`);
    const ecc = ["SOAP_URL", "IDOC_URL", "USER", "PASSWORD", "OUTBOUND_FOLDER", "SEGMENT_LAYOUTS"].map((name) => `ECC_${name}`);
    const ofErps = [...names, ...ecc, "EBS_DATABASE_URL"].map((name) => [name, "http://127.0.0.1:1/"]);
    const environment = Object.fromEntries([...ofErps, ...ofNeighbours, ...Object.entries(ofFiles)]);
    const referred = await runWith(environment, "start", "--landscape", file);
    assert.match(referred.stderr, /line \d+: gateway\.cursorSecret must NOT have fewer than 32 characters/);
    assert.equal(referred.code, 2);
  });

  it("with a file of keys that is none is refused before anything is started", () => {
    const withKeys = (file: string): string =>
      writeLandscape(folder, (text) => text.replace(/simulators: .*\n/, "").replace("jwks: demo", `jwks: ${file}`));
    writeFileSync(join(folder, "keys.json"), '{"keys": []}');
    for (const file of ["none.json", "keys.json"]) {
      const { resolve } = readLandscape(withKeys(file));
      assert.throws(() => resolve(environmentOf()), {
        name: "UsageError",
        message: /line \d+: issuers\[0\]\.jwks is ".*\.json", which is no file of keys; give one/,
      });
    }
  });

  it("is not there at all", async () => {
    const { code, stderr } = await run("start", "--landscape", join(folder, "none.yaml"));
    assert.equal(code, 2);
    assert.match(stderr, /There is no landscape file .*none\.yaml; give one with --landscape FILE/);
  });

  it("and flags or commands that mean nothing are told with those that do", async () => {
    const command = await run("strat");
    assert.equal(command.code, 2);
    assert.match(command.stderr, /There is no command "strat"[\s\S]*start[\s\S]*token[\s\S]*failures/);
    assert.equal((await run("start", "--skale", "2")).code, 2);
    const port = await runWith({ PORT: "80a" }, "start", "--landscape", writeLandscape(folder));
    assert.equal(port.code, 2);
    assert.match(port.stderr, /PORT is "80a"; give a whole number from 0 to 65535/);
    const supplier = await run("token", "supplier", "--landscape", writeLandscape(folder));
    assert.match(supplier.stderr, /Give its number/);
    assert.equal(supplier.code, 2);
  });
});
