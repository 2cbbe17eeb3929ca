import { describe, expect, it } from "vitest";
import { contosoBank } from "../../src/emulator/contoso-bank.ts";
import { mintToken } from "../../src/emulator/mint-token.ts";
import { now, serve } from "./emulated-graph.ts";

const definitions = "/identityGovernance/accessReviews/definitions";
const tenant = contosoBank({ now });
const [review] = tenant.accessReviews;
const manyReviews = {
  ...tenant,
  accessReviews: Array.from({ length: 130 }, (_, nth) => ({ ...tenant.accessReviews[0]!, id: `review-${nth}` })),
};

describe("access reviews", () => {
  it("are found by what they are about", async () => {
    const { all } = await serve({ tenant });
    const about = (type: string, part: string) =>
      all(`${definitions}?$filter=contains(scope/${type}/query,'${part}')&$select=displayName`);

    expect(await about("microsoft.graph.accessReviewQueryScope", "accessPackageAssignments")).toEqual([
      { displayName: "Quarterly review of Vendor Payment - Initiator" },
      { displayName: "Quarterly review of Vendor Payment - Approver" },
    ]);
    expect(await about("microsoft.graph.accessReviewQueryScope", "/groups/")).toHaveLength(1);
  });

  it("come a hundred to the page, and can be skipped", async () => {
    const { get, all } = await serve({ tenant: manyReviews });
    const idsAt = async (path: string) => (await all(path)).map(({ id }) => id);

    expect((await get(definitions)).body.value).toHaveLength(100);
    expect(await idsAt(definitions)).toHaveLength(130);
    expect(await idsAt(`${definitions}?$skip=127`)).toEqual(["review-127", "review-128", "review-129"]);
    expect(await idsAt(`${definitions}?$skip=4&$top=50`)).toHaveLength(126);
    expect((await get("/users?$skip=1")).status).toBe(400);
    expect((await get(`${definitions}?$skip=-1`)).status).toBe(400);
  });

  it("lead to the times they were held and to what was decided, by names that are empty where nobody did", async () => {
    const { all, get } = await serve({ tenant });
    const path = `${definitions}/${review?.id}`;
    const instances = await all(`${path}/instances`);
    const decisions = await all(`${path}/instances/${String(instances[1]?.["id"])}/decisions`);

    expect((await get(path)).body).toMatchObject({ id: review?.id, settings: { autoApplyDecisionsEnabled: false } });
    expect(instances.map(({ status }) => status)).toEqual(["Applied", "Completed"]);
    expect(instances[0]).not.toHaveProperty("decisions");
    expect(decisions).toHaveLength(review?.instances[1]?.decisions.length ?? 0);
    expect(decisions.find(({ decision }) => decision === "NotReviewed")).toMatchObject({
      reviewedBy: { id: "00000000-0000-0000-0000-000000000000", displayName: "" },
      reviewedDateTime: null,
      applyResult: "New",
      principal: { "@odata.type": "#microsoft.graph.userIdentity" },
    });
    const denied = `${path}/instances/${String(instances[1]?.["id"])}/decisions?$filter=decision eq 'Deny'`;
    expect(await all(denied)).toHaveLength(decisions.filter(({ decision }) => decision === "Deny").length);
  });

  it.each([
    `${definitions}/none`,
    `${definitions}/none/instances`,
    `${definitions}/${review?.id}/instances/none/decisions`,
  ])("404 for %s", async (path) => {
    const { get } = await serve({ tenant });
    expect((await get(path)).status).toBe(404);
  });

  it("take AccessReview.Read.All", async () => {
    const { get } = await serve({ tenant });

    expect((await get(definitions, { token: mintToken({ roles: ["AccessReview.Read.All"] }) })).status).toBe(200);
    expect((await get(definitions, { token: mintToken({ roles: ["Directory.Read.All"] }) })).status).toBe(403);
  });
});
