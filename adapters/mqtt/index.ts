/** Events of the shop floor from an MQTT broker. */
import type { EventSourceManifest } from "../event-source.ts";
import { type MqttSettings, settingsSchema } from "./settings.ts";
import { MqttSource } from "./source.ts";

export const mqtt: EventSourceManifest<MqttSettings> = {
  kind: "mqtt",
  settingsSchema,
  create: (config) => new MqttSource(config),
};
