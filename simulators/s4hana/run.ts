/** The S/4HANA Cloud simulator as a process: `node simulators/s4hana/run.ts --plant 1010 --scale 1 --life 1000`. */
import { randomBytes } from "node:crypto";
import { startLife } from "../life.ts";
import { announceReady, readOptions } from "../process.ts";
import { Received } from "../received.ts";
import { createAccess } from "./access.ts";
import { confirmationService } from "./confirmation-service.ts";
import { createErp } from "./erp.ts";
import { createFaults } from "./faults.ts";
import { inspectionLotService } from "./inspection-lot-service.ts";
import { createNotifications } from "./notifications.ts";
import { liveIn } from "./plant-life.ts";
import { productionOrderService } from "./production-order-service.ts";
import { purchaseOrderService, supplierConfirmationService } from "./purchasing-services.ts";
import { startServer } from "./server.ts";
import { materialDocumentService, materialStockService } from "./stock-services.ts";

const options = readOptions({ plant: "1010", timeZone: "Europe/Berlin" });
const erp = createErp(options);
const access = createAccess(`andon-${options.plant}`);
const faults = createFaults(erp, () => access.expireAll());
const notifications = createNotifications(`S4H${options.plant}`);
erp.listen((announcement) => notifications.send(announcement));
const life = startLife({ seed: options.seed, intervalMs: options.lifeMs, act: liveIn(erp) });

const server = await startServer({
  services: [
    productionOrderService(erp, (orders) => faults.ordersRead(orders)),
    confirmationService(erp),
    materialStockService(erp),
    materialDocumentService(erp),
    inspectionLotService(erp),
    purchaseOrderService(erp),
    supplierConfirmationService(erp),
  ],
  access,
  faults,
  notifications,
  control: { life, fault: (fault) => faults.set(fault), received: new Received() },
});

announceReady(
  {
    S4HANA_URL: server.url,
    S4HANA_CLIENT_ID: access.clientId,
    S4HANA_CLIENT_SECRET: access.clientSecret,
    S4HANA_TOKEN_URL: `${server.url}/oauth2/token`,
    S4HANA_EVENTS_URL: `${server.url}/events/subscriptions`,
    // As an administrator makes it up, for the landscape and for the subscription alike.
    S4HANA_WEBHOOK_SECRET: randomBytes(24).toString("base64url"),
    S4HANA_CONTROL_URL: server.url,
  },
  async () => {
    life.stop();
    notifications.stop();
    await server.close();
  },
);
