/** The AsyncAPI 3.0 document of all that is told to Andon and by it, made from the contracts. */
import { type SystemRole, systemRoles } from "../canonical/event.ts";
import { cloudEventType, eventContracts } from "./contracts.ts";
import { noticeContracts, noticesTo } from "./notices.ts";
import type { Part } from "./parts.ts";

/** What event and notice contracts have in common. */
interface Contract {
  readonly type: string;
  readonly version: number;
  readonly subject: readonly string[];
  readonly data: Part;
}

const contentType = "application/cloudevents+json";
const ref = (...path: readonly string[]): object => ({ $ref: `#/${path.map((part) => part.replaceAll("/", "~1")).join("/")}` });

export function asyncApi(): object {
  const told = systemRoles.filter((role) => noticesTo(role).length > 0);
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Andon events",
      version: "1.0.0",
      description: "What the systems around the ERPs tell Andon, and what they are told: CloudEvents 1.0. docs/events.md is the manual.",
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
    defaultContentType: contentType,
    servers: {
      gateway: {
        host: "andon.example.com",
        protocol: "https",
        description: "The gateway.",
        security: [ref("components", "securitySchemes", "bearer")],
      },
      broker: {
        host: "broker.example.com:8883",
        protocol: "secure-mqtt",
        protocolVersion: "5.0",
        description: "A broker of the plants, where the landscape has an intake of the kind mqtt.",
        security: [ref("components", "securitySchemes", "login")],
      },
      files: {
        host: "files.example.com:22",
        protocol: "sftp",
        description: "A file server, where the landscape has an intake of the kind sftp.",
        security: [ref("components", "securitySchemes", "login")],
      },
    },
    channels: {
      events: eventsChannel(),
      topics: topicsChannel(),
      folder: folderChannel(),
      ...Object.fromEntries(told.map((role) => [channelOf(role), noticesChannel(role)])),
    },
    operations: {
      receiveEvents: receiveEvents(),
      subscribeToTopics: subscribeToTopics(),
      takeFiles: takeFiles(),
      ...Object.fromEntries(told.map((role) => [`send-${channelOf(role)}`, sendNotices(role)])),
    },
    components: {
      messages: Object.fromEntries([
        ...eventContracts.map((contract) => [cloudEventType(contract), message(contract, "in")]),
        ...noticeContracts.map((contract) => [cloudEventType(contract), message(contract, "out")]),
      ]),
      schemas: { cloudEvent },
      securitySchemes: {
        login: { type: "userPassword", description: "What the intake says in the landscape." },
        bearer: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: `A token with a scope for each kind of system that it speaks for: ${systemRoles.map((role) => `event:${role}`).join(", ")}.`,
        },
      },
    },
  };
}

const channelOf = (role: SystemRole): string => `${role}-notices`;

function eventsChannel(): object {
  return {
    address: "/events",
    title: "Events",
    description: "What systems tell, one by one in the structured or binary mode, or up to 1,000 in a batch.",
    servers: [ref("servers", "gateway")],
    messages: eventMessages(),
  };
}

function eventMessages(): object {
  return Object.fromEntries(
    eventContracts.map((contract) => [cloudEventType(contract), ref("components", "messages", cloudEventType(contract))]),
  );
}

/** The topics are the landscape's affair; these are those that say the plant by themselves. */
function topicsChannel(): object {
  return {
    address: "mfg/{plant}/{capability}/{id}",
    title: "Events over MQTT",
    description: "A message is an event, structured or binary. docs/shop-floor-and-files.md says more, Sparkplug B included.",
    servers: [ref("servers", "broker")],
    parameters: {
      plant: { description: "Code of the plant; plantid may then be left out." },
      capability: { description: "What the event is about, such as execution." },
      id: { description: "What it is told of, such as a work centre." },
    },
    messages: eventMessages(),
  };
}

function folderChannel(): object {
  return {
    address: null,
    title: "Events in files",
    description: "Files of one event in each line (.ndjson, or .csv as the landscape says what its columns are), or of an array (.json).",
    servers: [ref("servers", "files")],
    messages: eventMessages(),
  };
}

function subscribeToTopics(): object {
  return {
    action: "receive",
    channel: ref("channels", "topics"),
    title: "Take events from a broker",
    description:
      "A message is acknowledged when its event is durable; what can never be taken is acknowledged and shown among the exceptions.",
    bindings: { mqtt: { qos: 1, bindingVersion: "0.2.0" } },
  };
}

function takeFiles(): object {
  return {
    action: "receive",
    channel: ref("channels", "folder"),
    title: "Take events from files",
    description: "A file goes to archive/ when all it says is durable, and to error/ with the reason when any of it cannot be taken.",
  };
}

function receiveEvents(): object {
  return {
    action: "receive",
    channel: ref("channels", "events"),
    title: "Take events in",
    description: "202 when every event of the delivery is kept for good; otherwise none of it was taken, and `errors` names each fault.",
    bindings: { http: { method: "POST", bindingVersion: "0.3.0" } },
  };
}

function noticesChannel(role: SystemRole): object {
  const own = noticesTo(role);
  return {
    // An address of null is one that is not known to the document (AsyncAPI 3.0, Channel Object).
    address: null,
    title: `Notices to ${role.toUpperCase()}`,
    description: `Sent to the URL of the system of role ${role} in the landscape, signed as Standard Webhooks says.`,
    messages: Object.fromEntries(
      own.map((contract) => [cloudEventType(contract), ref("components", "messages", cloudEventType(contract))]),
    ),
  };
}

function sendNotices(role: SystemRole): object {
  return {
    action: "send",
    channel: ref("channels", channelOf(role)),
    title: `Tell ${role.toUpperCase()}`,
    description:
      "2xx says that it is done, 409 that it was done before, 400, 403, 404, 410 and 422 that it is refused; anything else, that it should be sent again.",
    bindings: { http: { method: "POST", bindingVersion: "0.3.0" } },
  };
}

function message(contract: Contract, folder: "in" | "out"): object {
  const { subject, data } = contract;
  const type = cloudEventType(contract);
  const about = subject.length === 0 ? "the business key that it is about" : subject.map((name) => `data.${name}`).join("/");
  return {
    name: type,
    title: data.description,
    contentType,
    correlationId: { location: "$message.payload#/id", description: "With the source, the identity of the event." },
    payload: {
      allOf: [
        ref("components", "schemas", "cloudEvent"),
        {
          type: "object",
          properties: {
            type: { const: type },
            subject: { type: "string", description: `The business key: ${about}.` },
            data: { $ref: `./${folder}/${type}.schema.json` },
          },
        },
      ],
    },
  };
}

const cloudEvent = {
  type: "object",
  description: "CloudEvents 1.0 in the JSON format, with the extensions that are used here.",
  required: ["specversion", "id", "source", "type", "subject", "plantid", "data"],
  properties: {
    specversion: { const: "1.0" },
    id: { type: "string", minLength: 1, maxLength: 200, description: "Unique within the source." },
    source: { type: "string", description: "/systems/ and the system's name in the landscape; /andon for notices." },
    type: { type: "string", description: "Type and version." },
    subject: { type: "string", minLength: 1, maxLength: 200, description: "The business key." },
    plantid: { type: "string", description: "Code of the plant." },
    time: { type: "string", format: "date-time", description: "When it happened there." },
    sequence: { type: "string", pattern: "^\\d{1,18}$", description: "One more than in the last event of the source." },
    traceparent: { type: "string", description: "W3C trace context." },
    datacontenttype: { const: "application/json" },
    data: { type: "object", description: "As the type says." },
  },
};
