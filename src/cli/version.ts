import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** The folder that holds package.json, in a checkout as in an installed package. */
export const packageRoot = ["../..", "../../.."]
  .map((way) => fileURLToPath(new URL(`${way}/`, import.meta.url)))
  .find((folder) => existsSync(`${folder}package.json`));

export const toolVersion = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(`${packageRoot ?? ""}package.json`, "utf8"))).version;
