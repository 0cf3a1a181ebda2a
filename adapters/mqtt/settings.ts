/** What an intake of the kind `mqtt` says in the landscape. */

export interface MqttSettings {
  /** Such as `mqtts://broker.example.com:8883`. */
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  /** Topic filters. */
  readonly topics: readonly string[];
  readonly format: "json";
  /** Days for which the broker keeps what comes while Andon is away; 7 when it is left out. */
  readonly sessionDays?: number;
}

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
    format: { enum: ["json"], description: "form of the messages: json (CloudEvents)" },
    sessionDays: {
      type: "number",
      minimum: 1,
      maximum: 365,
      description: "days for which the broker keeps what comes while Andon is away",
    },
  },
};
