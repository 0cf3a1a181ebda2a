/** Events from files on an SFTP server. */
import type { EventSourceManifest } from "../event-source.ts";
import { type SftpSettings, settingsSchema } from "./settings.ts";
import { SftpSource } from "./source.ts";

export const sftp: EventSourceManifest<SftpSettings> = {
  kind: "sftp",
  settingsSchema,
  create: (config) => new SftpSource(config),
};
