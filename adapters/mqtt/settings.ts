/** What an intake of the kind `mqtt` says in the landscape. */

export interface MqttSettings {
  /** Such as `mqtts://broker.example.com:8883`. */
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  /** Topic filters. */
  readonly topics: readonly string[];
  readonly format: "json" | "sparkplug";
  /** By the name of a Sparkplug metric: what its value tells. */
  readonly metrics?: Readonly<Record<string, SparkplugFact>>;
  /** Days for which the broker keeps what comes while Andon is away; 7 when it is left out. */
  readonly sessionDays?: number;
}

export type SparkplugFact = "machine-state" | "operation-confirmed";

export const settingsSchema = {
  type: "object",
  additionalProperties: false,
  required: ["url", "topics", "format"],
  properties: {
    url: { type: "string", pattern: "^(mqtts?|wss?)://[^/?#@]+", description: "broker's address, such as mqtts://broker.example.com:8883" },
    username: { type: "string", minLength: 1, description: "name to log in with" },
    password: { type: "string", minLength: 1, description: "password to log in with" },
    topics: {
      type: "array",
      minItems: 1,
      items: {
        type: "string",
        pattern: "^([^#+/]*|\\+)(/([^#+/]*|\\+))*(/#)?$|^#$",
        minLength: 1,
        description: "topic filter, such as mfg/1010/#",
      },
    },
    format: { enum: ["json", "sparkplug"], description: "form of the messages: json (CloudEvents) or sparkplug (Sparkplug B)" },
    metrics: {
      type: "object",
      description: "what Sparkplug metrics tell, by their names, such as Machine/State: machine-state",
      additionalProperties: { enum: ["machine-state", "operation-confirmed"] },
    },
    sessionDays: {
      type: "number",
      minimum: 1,
      maximum: 365,
      description: "days for which the broker keeps what comes while Andon is away",
    },
  },
};
