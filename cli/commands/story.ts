/** `andon story breakdown|hold|migration`: one thing that happens in a plant, and all that follows from it, on the demo landscape. */
import { parseArgs } from "node:util";
import { breakdown } from "../stories/breakdown.ts";
import { hold } from "../stories/hold.ts";
import { migration } from "../stories/migration.ts";
import { Stage } from "../stories/stage.ts";
import { UsageError } from "../usage-error.ts";

export const summary = "plays a story on a demo landscape of its own: breakdown, hold, migration";

const stories: Readonly<Record<string, (stage: Stage) => Promise<void>>> = { breakdown, hold, migration };

export async function run(args: readonly string[]): Promise<void> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
  const [name = ""] = positionals;
  const play = Object.hasOwn(stories, name) ? stories[name] : undefined;
  if (!play || positionals.length > 1)
    throw new UsageError(`There is no story "${positionals.join(" ")}"; give one of ${Object.keys(stories).join(", ")}`);
  console.log("the plants and Andon start");
  await using stage = await Stage.open((line) => console.log(line));
  await play(stage);
  stage.say("the end");
}
