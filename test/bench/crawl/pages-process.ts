import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Answers `/v1.0/<n>` with a page of n users that was made before, as fast as it can, until its parent goes. */
const user = (nth: number) => ({
  id: `00000000-0000-4000-8000-${String(nth).padStart(12, "0")}`,
  displayName: `User ${nth}`,
  userPrincipalName: `user.${nth}@generated.example`,
  mail: `user.${nth}@generated.example`,
  userType: "Member",
  accountEnabled: true,
  createdDateTime: "2020-01-01T00:00:00Z",
  department: "Operations",
  jobTitle: "Clerk",
  employeeId: String(nth),
});
const pages = new Map(
  [20, 100, 999].map((count) => [
    `/v1.0/${count}`,
    Buffer.from(JSON.stringify({ value: Array.from({ length: count }, (_, nth) => user(nth)) })),
  ]),
);
const server = createServer(({ url = "" }, response) => {
  response.writeHead(200, { "content-type": "application/json", "request-id": "1", "x-ms-resource-unit": "1" });
  response.end(pages.get(url));
});
server.listen(0, "127.0.0.1", () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.on("disconnect", () => process.exit());
