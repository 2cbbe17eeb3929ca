import { z } from "zod";
import { keyOfParent } from "../../snapshot/parent-id.ts";
import { additionalAccessPath } from "../additional-access.ts";
import { defineCollector } from "../collector.ts";
import { name, optionalText } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";

/**
 * For each declaration, the assignments to the one package of those who have the other, too, as the tenant itself tells them:
 * no source of findings, a check of whether all assignments were read.
 */
export const additionalAccess = defineCollector({
  section: "additionalAccess",
  permissions: ["EntitlementManagement.Read.All"],
  licence: governanceLicence,
  path: (declaration) => {
    const [accessPackageId = "", incompatibleId = ""] = keyOfParent(declaration);
    return additionalAccessPath(accessPackageId, incompatibleId);
  },
  item: z.object({ id: z.string(), target: z.object({ objectId: optionalText, displayName: name }) }),
  row: ({ id, target }, declaration) => {
    const [accessPackageId = "", incompatibleId = ""] = keyOfParent(declaration);
    return {
      accessPackageId,
      incompatibleId,
      assignmentId: id,
      targetObjectId: target.objectId,
      targetName: target.displayName,
    };
  },
});
