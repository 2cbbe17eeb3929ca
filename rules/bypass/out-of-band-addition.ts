import type { EventActor } from "../../src/domain/governance-event.ts";
import { resourceKindOf, untoldGrant } from "../../src/domain/resource-kind.ts";
import { auditTrail, separationOfDuties } from "../../src/rule-kit/controls.ts";
import { quoted, when } from "../../src/rule-kit/event-words.ts";
import type { SourcedRow } from "../../src/rule-kit/facts/facts.ts";
import { listedIn } from "../../src/rule-kit/named.ts";
import { list } from "../../src/rule-kit/parameters.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

/**
 * Under which names Microsoft's own services put people into groups that packages grant: entitlement management and Privileged
 * Identity Management (https://learn.microsoft.com/entra/id-governance/governance-custom-alerts).
 */
const ofMicrosoft = ["Azure AD Identity Governance - User Management", "MS-PIM"];
const isNameOfMicrosoft = listedIn(ofMicrosoft);

export const outOfBandAddition = defineRule({
  meta: {
    id: "out-of-band-addition",
    code: "BYP-001",
    title: "People put into a package's group past entitlement management",
    rationale: "Incompatibility, approval and expiry bind requests alone: whoever edits the group meets none of them.",
    remedy: "Take the member out again, or have them request the package; then see who may edit the group.",
    severity: "high",
    references: [...separationOfDuties, ...auditTrail],
    falsePositives: "Services that keep the group on purpose: name them under `allow`.",
    needs: ["governanceTrail", "resourceRoleScopes", "accessPackages"],
    concludesFromAbsenceOf: [],
    parameters: {
      allow: list(
        ofMicrosoft,
        "applications by name or id, and users by user principal name or id, that may put people into such groups",
      ),
    },
  },

  evaluate({ governanceTrail: { events, doubts }, rows }, { parameters: { allow } }) {
    const names = new Map<string, string>();
    for (const { id, displayName } of rows("accessPackages")) names.set(id, displayName);
    const nameOf = (id: string): string => names.get(id) ?? id;
    const scopes = [...rows("resourceRoleScopes")];
    const packages = packagesByGroup(scopes, nameOf);
    const additions = events.flatMap((event) => {
      const [group] = event.groups;
      const granting = event.deed === "memberAdded" && group !== undefined ? packages.get(group.id) : undefined;
      return group === undefined || granting === undefined ? [] : [{ event, group, granting }];
    });
    const isListed = listedIn(allow);
    return {
      examined: additions.length,
      violations: additions
        .filter(({ event: { actor } }) => actor.kind !== "unknown" && !isAllowed(actor, isListed))
        .map(({ event, group, granting }) => ({
          principal: event.beneficiary,
          subject: group,
          message: `${event.actor.name} put ${event.beneficiary?.displayName ?? "somebody"} into "${group.name}" by hand on ${when(event)}, past ${quoted(granting)}`,
          evidence: [event.evidence],
        })),
      undecided: [
        ...doubts.additions,
        ...scopes
          .filter(({ originSystem }) => resourceKindOf(originSystem) === "unknown")
          .map((scope) => untoldGrant(nameOf(scope.accessPackageId), scope.scopeOriginId, scope)),
        ...additions
          .filter(({ event: { actor } }) => actor.kind === "unknown")
          .map(({ event, group }) => `who put a member into "${group.name}" on ${when(event)} is not logged`),
      ],
    };
  },
});

/** An application is not Microsoft's for having the name of one that is. */
function isAllowed(
  { kind, id, name, userPrincipalName, isOfMicrosoft }: EventActor,
  isListed: ReturnType<typeof listedIn>,
): boolean {
  if (isListed(id)) return true;
  if (kind === "user") return isListed(userPrincipalName);
  return isListed(name) && !(isNameOfMicrosoft(name) && isOfMicrosoft === false);
}

/** Names of the packages that grant each group. */
function packagesByGroup(
  scopes: readonly SourcedRow<"resourceRoleScopes">[],
  nameOf: (packageId: string) => string,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { accessPackageId, originSystem, scopeOriginId } of scopes) {
    if (resourceKindOf(originSystem) !== "group") continue;
    const known = found.get(scopeOriginId) ?? [];
    found.set(scopeOriginId, known);
    known.push(nameOf(accessPackageId));
  }
  return found;
}
