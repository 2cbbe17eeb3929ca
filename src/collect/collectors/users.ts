import { z } from "zod";
import { query } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { name, optionalFlag, optionalText, optionalTime } from "../graph-values.ts";

const user = z.object({
  id: z.string(),
  displayName: name,
  userPrincipalName: optionalText,
  mail: optionalText,
  userType: optionalText,
  accountEnabled: optionalFlag,
  createdDateTime: optionalTime,
  department: optionalText,
  jobTitle: optionalText,
  employeeId: optionalText,
});

export const users = defineCollector({
  section: "users",
  permissions: ["User.Read.All"],
  neverEmpty: true,
  path: () => query("/users", { select: Object.keys(user.shape), top: 999 }),
  item: user,
  row: (item) => item,
});
