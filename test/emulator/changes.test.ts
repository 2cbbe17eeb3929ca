import { describe, expect, it } from "vitest";
import type { Tenant } from "../../src/emulator/tenant.ts";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import { governance, now, serve } from "./emulated-graph.ts";

function payments() {
  return aTenant("changing", { now })
    .user("ada")
    .user("ben")
    .user("cyd")
    .group("Pay", { members: ["cyd"] })
    .group("Inner", { members: ["cyd"] })
    .group("Legacy", { members: ["Inner"] })
    .group("Dynamic", { membershipRule: "true", members: ["ada"] })
    .group("Synced", { synced: true, members: ["ada"] })
    .app("erp", { roles: ["Create", "Approve"] })
    .accessPackage("Initiator", { grants: [{ group: "Pay" }, { app: "erp", role: "Create" }] })
    .accessPackage("Approver", { grants: [{ app: "erp", role: "Approve" }] })
    .accessPackage("Backup", { grants: [{ group: "Pay" }] })
    .policy("Staff", {
      accessPackage: "Initiator",
      expiration: { type: "afterDuration", duration: "P90D", endDateTime: null },
    })
    .policy("Staff", { accessPackage: "Approver" })
    .incompatible("Approver", "Initiator")
    .incompatibleGroup("Approver", "Legacy")
    .assign("ada", "Initiator");
}

function idOf(name: string, among: readonly { readonly id: string; readonly displayName: string }[]): string {
  return among.find(({ displayName }) => displayName === name)?.id ?? `no ${name}`;
}

/** The tenant's objects by name, and a clock that moves only when told. */
async function changing(tenant: Tenant) {
  let at = now.getTime();
  const graph = await serve({ tenant, now: () => new Date(at), settleAfter: 1_000 });
  const [user, group, pack] = [
    (name: string) => idOf(name, tenant.users),
    (name: string) => idOf(name, tenant.groups),
    (name: string) => idOf(name, tenant.accessPackages),
  ];
  return {
    ...graph,
    user,
    group,
    pack,
    pass: (ms: number) => {
      at += ms;
    },
    adminRemove: (id: string | undefined) =>
      graph.post(`${governance}/assignmentRequests`, { requestType: "adminRemove", assignment: { id } }),
    adminAdd: (who: string, what: string, policyOf = what, more = {}) =>
      graph.post(`${governance}/assignmentRequests`, {
        requestType: "AdminAdd",
        assignment: {
          targetId: user(who),
          accessPackageId: pack(what),
          assignmentPolicyId:
            tenant.policies.find(({ accessPackageId }) => accessPackageId === pack(policyOf))?.id ?? "none",
        },
        ...more,
      }),
    membersOf: async (name: string) =>
      (await graph.all(`/groups/${group(name)}/members`)).map(({ displayName }) => displayName),
    roleHolders: async () => {
      const rows = await graph.all(`/servicePrincipals/${tenant.servicePrincipals[0]?.id}/appRoleAssignedTo`);
      return rows.map(({ principalDisplayName }) => principalDisplayName);
    },
    stateOf: async (kind: string, id: unknown) =>
      (await graph.get(`${governance}/${kind}/${String(id)}`)).body["state"],
  };
}

describe("adminRemove", () => {
  it("is submitted at once, and delivered when it has had its time", async () => {
    const tenant = payments().build();
    const [assignment] = tenant.assignments;
    const { adminRemove, pass, stateOf, membersOf, roleHolders } = await changing(tenant);
    const { status, body } = await adminRemove(assignment?.id);

    expect({ status, state: body["state"] }).toEqual({ status: 201, state: "submitted" });
    pass(999);
    expect(await stateOf("assignmentRequests", body["id"])).toBe("submitted");
    expect(await membersOf("Pay")).toEqual(["cyd", "ada"]);
    pass(1);
    expect(await stateOf("assignmentRequests", body["id"])).toBe("delivered");
    expect(await stateOf("assignments", assignment?.id)).toBe("expired");
    expect(await membersOf("Pay")).toEqual(["cyd"]);
    expect(await roleHolders()).toEqual([]);
  });

  it("leaves what another active assignment gives too, and only an active one", async () => {
    const lasting = payments().assign("ada", "Backup").build();
    const over = payments().assign("ada", "Backup", { until: now }).build();

    for (const [tenant, left] of [
      [lasting, ["cyd", "ada"]],
      [over, ["cyd"]],
    ] as const) {
      const { adminRemove, pass, membersOf, roleHolders } = await changing(tenant);
      await adminRemove(tenant.assignments[0]?.id);
      pass(1_000);
      expect(await membersOf("Pay")).toEqual(left);
      expect(await roleHolders()).toEqual([]);
    }
  });

  it("takes away a membership that was there before the package", async () => {
    const tenant = payments().assign("cyd", "Initiator").build();
    const { adminRemove, pass, membersOf } = await changing(tenant);
    await adminRemove(tenant.assignments[1]?.id);
    pass(1_000);

    expect(await membersOf("Pay")).toEqual(["ada"]);
  });

  it("is refused for what is unknown, over, or being removed already", async () => {
    const tenant = payments().assign("ben", "Initiator", { state: "Expired" }).build();
    const { adminRemove, post } = await changing(tenant);

    expect((await adminRemove("none")).status).toBe(400);
    expect((await adminRemove(tenant.assignments[1]?.id)).status).toBe(400);
    expect((await adminRemove(tenant.assignments[0]?.id)).status).toBe(201);
    expect((await adminRemove(tenant.assignments[0]?.id)).status).toBe(400);
    expect((await post(`${governance}/assignmentRequests`, { requestType: "userRemove" })).status).toBe(400);
    expect((await post(`${governance}/assignmentRequests`, [])).status).toBe(400);
  });
});

describe("adminAdd", () => {
  it("ends when the request says, before the policy's own end", async () => {
    const { adminAdd, pass, get } = await changing(payments().build());
    const schedule = { expiration: { type: "afterDateTime", endDateTime: "2026-12-24T00:00:00.000Z" } };
    const { body } = await adminAdd("ben", "Initiator", "Initiator", { schedule });
    pass(1_000);
    const request = await get(
      `${governance}/assignmentRequests/${String(body["id"])}?$expand=assignment($expand=target)`,
    );
    expect(request.body).toMatchObject({ assignment: { schedule } });
  });

  it("gives the package's roles, for as long as the policy says, once delivered", async () => {
    const { adminAdd, pass, get, membersOf, roleHolders } = await changing(payments().build());
    const { status, body } = await adminAdd("ben", "Initiator");
    expect({ status, requestType: body["requestType"] }).toEqual({ status: 201, requestType: "adminAdd" });
    expect(await membersOf("Pay")).toEqual(["cyd", "ada"]);

    pass(1_000);
    const request = await get(
      `${governance}/assignmentRequests/${String(body["id"])}?$expand=assignment($expand=target)`,
    );
    expect(request.body).toMatchObject({
      state: "delivered",
      assignment: {
        state: "delivered",
        schedule: { expiration: { type: "afterDateTime", endDateTime: "2027-02-21T09:00:00.000Z" } },
        target: { displayName: "ben" },
      },
    });
    expect(await membersOf("Pay")).toEqual(["cyd", "ada", "ben"]);
    expect(await roleHolders()).toEqual(["ada", "ben"]);
  });

  it("is refused to who holds what the package is incompatible with, in that direction only", async () => {
    const { adminAdd } = await changing(payments().assign("ben", "Approver").build());

    expect((await adminAdd("ada", "Approver")).body.error.message).toContain("incompatible");
    expect((await adminAdd("cyd", "Approver")).body.error.message).toContain("is a member of the group");
    expect((await adminAdd("ben", "Initiator")).status).toBe(201);
  });

  it("is not refused for an incompatible assignment that is over or not there yet", async () => {
    const tenant = payments()
      .assign("ben", "Initiator", { state: "expired" })
      .assign("ben", "Initiator", { from: new Date("2027-01-01") })
      .build();
    const { adminAdd } = await changing(tenant);

    expect((await adminAdd("ben", "Approver")).status).toBe(201);
  });

  it("is refused for anything unknown, another package's policy, and who has the package", async () => {
    const { adminAdd } = await changing(payments().build());

    expect((await adminAdd("nobody", "Initiator")).status).toBe(400);
    expect((await adminAdd("ben", "Nothing")).status).toBe(400);
    expect((await adminAdd("ben", "Initiator", "Approver")).status).toBe(400);
    expect((await adminAdd("ada", "Initiator")).body.error.message).toContain("already has an assignment");
  });
});

describe("declarations", () => {
  it.each([
    ["incompatibleAccessPackages", "accessPackages"],
    ["incompatibleGroups", "groups"],
  ] as const)("%s are added and withdrawn one way", async (relation, collection) => {
    const { post, delete: remove, all, pack, group, url } = await changing(payments().build());
    const id = collection === "groups" ? group("Pay") : pack("Approver");
    const path = `${governance}/accessPackages/${pack("Initiator")}/${relation}`;
    const reference = { "@odata.id": `https://graph.microsoft.com/v1.0/x/${collection}/${id}` };

    expect((await post(`${path}/$ref`, reference)).status).toBe(204);
    expect((await all(path)).map((row) => row["id"])).toEqual([id]);
    expect((await post(`${path}/$ref`, reference)).status).toBe(400);
    expect((await post(`${path}/$ref`, { "@odata.id": `${url}/v1.0/${collection}/none` })).status).toBe(400);
    expect((await post(`${path}/$ref`, { "@odata.id": `${url}/v1.0/users/${id}` })).status).toBe(400);
    expect((await post(`${path}/$ref`, {})).status).toBe(400);
    expect((await remove(`${path}/${id}/$ref`)).status).toBe(204);
    expect((await remove(`${path}/${id}/$ref`)).status).toBe(404);
    expect(await all(path)).toEqual([]);
  });

  it("cannot be made of a package with itself", async () => {
    const { post, pack } = await changing(payments().build());
    const path = `${governance}/accessPackages/${pack("Initiator")}`;

    expect((await post(`${path}/incompatibleAccessPackages/$ref`, { "@odata.id": path })).status).toBe(400);
  });
});

describe("directory removals", () => {
  it("takes a direct member out, and refuses where Graph would", async () => {
    const { delete: remove, group, user, membersOf } = await changing(payments().build());
    const path = (name: string, who: string) => `/groups/${group(name)}/members/${user(who)}/$ref`;

    expect((await remove(path("Inner", "cyd"))).status).toBe(204);
    expect(await membersOf("Inner")).toEqual([]);
    expect((await remove(path("Inner", "cyd"))).status).toBe(404);
    expect((await remove(path("Legacy", "cyd"))).status).toBe(404);
    expect((await remove(path("Dynamic", "ada"))).status).toBe(400);
    expect((await remove(path("Synced", "ada"))).status).toBe(400);
    expect((await remove(path("Inner", "cyd").replace("/$ref", ""))).status).toBe(400);
  });

  it("removes an app role assignment once, through the app it belongs to", async () => {
    const tenant = payments().app("other").build();
    const { delete: remove, roleHolders } = await changing(tenant);
    const [assignment] = tenant.appRoleAssignments;
    const path = (nth: number) =>
      `/servicePrincipals/${tenant.servicePrincipals[nth]?.id}/appRoleAssignedTo/${assignment?.id}`;

    expect((await remove(path(1))).status).toBe(404);
    expect((await remove(path(0))).status).toBe(204);
    expect((await remove(path(0))).status).toBe(404);
    expect(await roleHolders()).toEqual([]);
  });

  it("changes the served copy, not the tenant that was given", async () => {
    const tenant = payments().build();
    const { delete: remove, group, user } = await changing(tenant);
    await remove(`/groups/${group("Inner")}/members/${user("cyd")}/$ref`);

    expect(tenant).toEqual(payments().build());
  });
});
