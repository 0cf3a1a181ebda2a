/** Reads that are asked for side by side go together, in one `$batch` for each V2 service, so that a hundred cost a round trip. */
import DataLoader from "dataloader";
import { SourceUnavailable } from "../../port.ts";
import type { BatchAnswer, ODataAnswer, ODataClient, ODataReader } from "./client.ts";

/** `rootOf` gives the root of a path's V2 service, null for what cannot be asked in a batch. For the length of one piece of work. */
export function gatherReads(client: ODataClient, rootOf: (path: string) => string | null, signal: AbortSignal): ODataReader {
  const loader = new DataLoader<string, ODataAnswer>(
    async (paths) => {
      const answers = new Map<string, BatchAnswer>();
      const ask = async (root: string): Promise<void> => {
        const own = [...new Set(paths)].filter((path) => rootOf(path) === root);
        const told = await client.readTogether(root, own, signal).catch((fault: unknown) => own.map(() => unavailable(fault)));
        for (const [index, path] of own.entries()) answers.set(path, told[index] ?? unavailable("no answer"));
      };
      await Promise.all([...new Set(paths.map(rootOf))].filter((root) => root !== null).map(ask));
      return paths.map((path) => answers.get(path) ?? unavailable(`${path} is of no service`));
    },
    { cache: false },
  );
  return {
    async read(path, own) {
      if (rootOf(path) === null) return client.read(path, own);
      const { status, body } = await loader.load(path);
      if (status !== 200 || body === null) throw new SourceUnavailable(`GET ${path} answered ${status}, or what is no JSON`);
      return body;
    },
    async readOne(path, own) {
      if (rootOf(path) === null) return client.readOne(path, own);
      const answer = await loader.load(path);
      return answer.status === 404 ? null : answer;
    },
    serverTime: client.serverTime,
  };
}

const unavailable = (fault: unknown): SourceUnavailable =>
  fault instanceof SourceUnavailable ? fault : new SourceUnavailable(String(fault), { cause: fault });
