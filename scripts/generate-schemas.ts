import { writeFileSync } from "node:fs";
import { publishedSchemas } from "../src/report-kit/published-schemas.ts";

for (const [name, schema] of Object.entries(publishedSchemas())) {
  writeFileSync(new URL(`../reports/schemas/${name}`, import.meta.url), schema);
}
