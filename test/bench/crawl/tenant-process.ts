import { generatedTenant } from "../../../src/emulator/generated/generated-tenant.ts";
import type { Generation } from "../../../src/emulator/generated/generation.ts";
import { startEmulator } from "../../../src/emulator/start-emulator.ts";
import { usageCounter } from "./usage.ts";

export type ServedTenant = {
  readonly generation: Partial<Generation>;
  /** Milliseconds that every answer waits. */
  readonly latency: number;
  /** Holds callers to the limits of a large tenant. */
  readonly throttled: boolean;
};

/** Serves a generated tenant until its parent goes, first telling the parent the address, and its usage whenever asked. */
const { generation, latency, throttled } = JSON.parse(process.argv[2] ?? "") as ServedTenant;
const { see, soFar } = usageCounter();
const emulator = await startEmulator({
  tenant: generatedTenant(generation, { now: new Date() }),
  latency,
  intercept: see,
  ...(throttled ? { throttle: "large" as const } : {}),
});
process.on("message", () => process.send?.(soFar()));
process.on("disconnect", () => process.exit());
process.send?.(emulator.url);
