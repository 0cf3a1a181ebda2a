/** Plain node:http that answers what it is told to: the limit for whatever speaks HTTP in this runtime. Its argument is JSON: the answers by operation. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const answers = JSON.parse(process.argv[2] ?? "{}") as Readonly<Record<string, string>>;
const server = createServer((request, response) => {
  // The request is read as any server has to; which operation it is stands in the path.
  request.resume().once("end", () => {
    const answer = answers[(request.url ?? "").slice("/graphql/".length)] ?? "";
    response.writeHead(200, { "content-type": "application/json; charset=utf-8", "content-length": Buffer.byteLength(answer) });
    response.end(answer);
  });
}).listen(0, "127.0.0.1", () => {
  process.stdout.write(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql/\n`);
});
