import { z } from "zod";
import { query, segment } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { inSlice } from "../slices.ts";
import { name, optionalFlag, optionalText, optionalTime, texts } from "../graph-values.ts";

const user = z.object({
  id: z.string(),
  displayName: name,
  userPrincipalName: optionalText,
  mail: optionalText,
  userType: optionalText,
  accountEnabled: optionalFlag,
  createdDateTime: optionalTime,
  department: optionalText,
  companyName: optionalText,
  jobTitle: optionalText,
  employeeId: optionalText,
  onPremisesSecurityIdentifier: optionalText,
  onPremisesImmutableId: optionalText,
  otherMails: texts,
  proxyAddresses: texts,
  identities: z
    .array(z.object({ signInType: optionalText, issuer: optionalText, issuerAssignedId: optionalText }))
    .nullish()
    .transform((value) => value ?? []),
});

/** Accounts, with the properties by which those of one person are told. None of them needs more than this permission. */
export const users = defineCollector({
  section: "users",
  permissions: ["User.Read.All"],
  neverEmpty: true,
  isSliceable: true,
  path: (slice) => query("/users", { select: Object.keys(user.shape), top: 999, ...inSlice(slice) }),
  itemPath: (id) => query(`/users/${segment(id)}`, { select: Object.keys(user.shape) }),
  item: user,
  row: (item) => item,
});
