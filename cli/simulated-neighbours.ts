/** Tells the demo's simulated neighbours where Andon is and gives each a token, as whoever installs such a system would. */
import { issueDemoToken } from "./demo-issuer.ts";
import type { Landscape } from "./landscape/landscape.ts";

/** Does nothing where no neighbours are simulated. */
export async function connectNeighbours(
  landscape: Landscape,
  environment: Readonly<Record<string, string>>,
  graphqlUrl: string,
): Promise<void> {
  const { NEIGHBOURS_URL: url } = environment;
  if (!url) return;
  const eventsUrl = new URL("/events", graphqlUrl).href;
  const roles = Object.values(landscape.systems).flatMap(({ role }) => role ?? []);
  await Promise.all(
    roles.map(async (role) => {
      const token = await issueDemoToken(landscape, { role });
      await fetch(`${url}/${role}/connect`, { method: "POST", body: JSON.stringify({ eventsUrl, graphqlUrl, token }) });
    }),
  );
}
