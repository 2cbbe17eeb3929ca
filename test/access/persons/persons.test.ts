import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accessModelOf } from "../../../src/access/access-model.ts";
import { defaultPersonSettings, type PersonSettings } from "../../../src/access/persons/settings.ts";
import type { Person } from "../../../src/domain/person.ts";
import type { Row } from "../../../src/snapshot/sections.ts";
import { aTenant, now, type TenantBuilder } from "../../builders/tenant.ts";
import { type Account, personsByForce } from "./brute-force.ts";

type Settings = Partial<PersonSettings>;

const personsIn = (tenant: TenantBuilder, settings: Settings = {}) =>
  accessModelOf(tenant.build(), now, { ...defaultPersonSettings, ...settings }).persons;

function people(tenant: TenantBuilder, settings: Settings = {}): readonly Person[] {
  const persons = personsIn(tenant, settings);
  return persons.groups.filter(({ kind }) => kind !== "refused").map(persons.personOf);
}

/** `ann+adm-ann certain by employeeId`, in order. */
const told = (tenant: TenantBuilder, settings: Settings = {}): readonly string[] =>
  people(tenant, settings)
    .map(({ principals, certainty, links }) => {
      const keys = [...new Set(links.map(({ key }) => key))];
      return `${principals.map(({ id }) => id).join("+")} ${certainty} by ${keys.join(", ")}`;
    })
    .sort();

const two = (one: Partial<Row<"users">>, other: Partial<Row<"users">>) => aTenant().user("a", one).user("b", other);

const guest = { userType: "Guest" };

const link = (principal: string, person: string, line = 1) => ({ principal, person, at: `links.yaml:${line}:1` });

describe("accounts of one person", () => {
  it.each<[string, Partial<Row<"users">>, Partial<Row<"users">>]>([
    ["employeeId", { employeeId: "10423" }, { employeeId: "10423" }],
    ["employeeId", { employeeId: " A7b" }, { employeeId: "a7B " }],
    ["employeeId", { employeeId: "7" }, { employeeId: "7" }],
    ["employeeId", { employeeId: "22" }, { employeeId: "22" }],
    [
      "onPremisesSecurityIdentifier",
      { onPremisesSecurityIdentifier: "S-1-5-21-1" },
      { onPremisesSecurityIdentifier: "s-1-5-21-1" },
    ],
    ["onPremisesImmutableId", { onPremisesImmutableId: "aB==" }, { onPremisesImmutableId: "aB==" }],
    ["guestMail", { mail: "x@home.example" }, { ...guest, mail: "X@home.example" }],
    ["guestMail", { otherMails: ["x@home.example"] }, { ...guest, mail: "x@home.example" }],
    ["guestMail", { proxyAddresses: ["smtp:x@home.example"] }, { ...guest, mail: "x@home.example" }],
    [
      "guestMail",
      { identities: [{ signInType: "emailAddress", issuer: "bank", issuerAssignedId: "x@home.example" }] },
      { ...guest, mail: "x@home.example" },
    ],
    [
      "guestMail",
      { otherMails: ["x@home.example"] },
      { userType: "Member", userPrincipalName: "x_home.example#EXT#@bank.example", mail: "x@home.example" },
    ],
  ])("are told by %s: %j and %j", (key, one, other) => {
    expect(told(two(one, other))).toEqual([`a+b certain by ${key}`]);
  });

  it.each<[string, Partial<Row<"users">>, Partial<Row<"users">>]>([
    ["two employee ids", { employeeId: "0423" }, { employeeId: "423" }],
    ["an immutable id in other letters", { onPremisesImmutableId: "aB==" }, { onPremisesImmutableId: "ab==" }],
    ["two members with one address", { mail: "x@home.example" }, { otherMails: ["x@home.example"] }],
    ["two guests with one address", { ...guest, mail: "x@home.example" }, { ...guest, mail: "x@home.example" }],
    ["a guest's other address", { mail: "x@home.example" }, { ...guest, otherMails: ["x@home.example"] }],
    ["an address that is none", { proxyAddresses: ["x500:home"] }, { ...guest, mail: "home" }],
    ["nothing", { employeeId: "", mail: "" }, { ...guest, employeeId: "", mail: "" }],
  ])("are not told by %s", (_, one, other) => {
    expect(told(two(one, other))).toEqual([]);
  });

  it.each([
    "0",
    "000",
    "00000",
    "0-0",
    "1111",
    "XXX",
    "xx",
    "N/A",
    "n.a.",
    "TBD",
    "none",
    "Test",
    "unknown",
    "-",
    "Service Account",
  ])("are not told by %j, which is no employee id", (employeeId) => {
    expect(personsIn(two({ employeeId }, { employeeId })).groups).toEqual([]);
  });

  it("come with the key, the value and the evidence of both", () => {
    expect(people(two({ employeeId: "10423" }, { employeeId: "10423" }))).toMatchObject([
      {
        id: "a",
        certainty: "certain",
        principals: [{ id: "a" }, { id: "b" }],
        links: [
          { a: "a", b: "b", key: "employeeId", value: "10423", evidence: ["users/1#/value/0", "users/1#/value/1"] },
        ],
      },
    ]);
  });

  it("are those that a chain of keys connects", () => {
    const tenant = aTenant()
      .user("a", { employeeId: "E1" })
      .user("b", { employeeId: "E1", otherMails: ["x@home.example"] })
      .user("c", { ...guest, mail: "x@home.example" });
    expect(told(tenant)).toEqual(["a+b+c certain by employeeId, guestMail"]);
  });

  it("are not those of an application's owner, nor the application", () => {
    const tenant = aTenant().user("a", { employeeId: "E1" }).app("app");
    tenant.row("servicePrincipalOwners", {
      servicePrincipalId: "app",
      ownerId: "a",
      ownerType: "user",
      ownerName: "a",
    });
    expect(told(tenant)).toEqual([]);
  });
});

describe("what too many share", () => {
  const crowd = (size: number) => {
    const tenant = aTenant();
    for (let nth = 0; nth < size; nth += 1) tenant.user(`u${nth}`, { employeeId: "4711" });
    return tenant;
  };

  it("links four, and refuses five", () => {
    expect(told(crowd(4))).toEqual(["u0+u1+u2+u3 certain by employeeId"]);
    expect(personsIn(crowd(5)).groups).toMatchObject([{ kind: "refused", accounts: [0, 1, 2, 3, 4] }]);
    expect(told(crowd(5))).toEqual([]);
    expect(told(crowd(5), { maxAccounts: 5 })).toHaveLength(1);
  });

  it("is refused, too, where a chain of keys reaches more than one person has", () => {
    const chain = crowd(3).user("u3", { employeeId: "4711", onPremisesImmutableId: "I" });
    expect(told(chain)).toEqual(["u0+u1+u2+u3 certain by employeeId"]);
    chain.user("u4", { onPremisesImmutableId: "I" });
    expect(personsIn(chain).groups).toMatchObject([{ kind: "refused", accounts: [0, 1, 2, 3, 4] }]);
  });
});

describe("a link file", () => {
  it("names accounts by id or user principal name, and as many as it likes", () => {
    const tenant = aTenant().users("a", "b", "c", "d", "e");
    const links = ["a", "B@bank.example", "c", "d", "e"].map((principal) => link(principal, "P-1"));
    expect(told(tenant, { links })).toEqual(["a+b+c+d+e certain by linkFile"]);
    expect(people(tenant, { links }).map(({ id }) => id)).toEqual(["P-1"]);
  });

  it("says which of its lines name nobody, several, or the account of another", () => {
    const tenant = aTenant()
      .user("a")
      .user("b", { userPrincipalName: "x@bank" })
      .user("c", { userPrincipalName: "X@bank" });
    const links = [
      link("a", "P-1"),
      link("nobody", "P-1", 2),
      link("x@bank", "P-1", 3),
      link("a@bank.example", "P-2", 4),
    ];
    expect(personsIn(tenant, { links }).strangers).toEqual([
      'links.yaml:2:1: 0 accounts are called "nobody"',
      'links.yaml:3:1: 2 accounts are called "x@bank"',
      'links.yaml:4:1: "a@bank.example" is the account of P-1 already (links.yaml:1:1)',
    ]);
    expect(told(tenant, { links })).toEqual([]);
  });

  it("keeps what it says where a crowd is refused around it", () => {
    const tenant = aTenant();
    for (const id of ["a", "b", "c"]) tenant.user(id, { employeeId: "4711" });
    const links = [link("a", "P-1"), link("b", "P-1")];
    expect(told(tenant, { links, maxAccounts: 2 })).toEqual(["a+b certain by linkFile"]);
  });
});

describe("what only suggests one person", () => {
  const named = (upn: string) => ({ userPrincipalName: upn, displayName: upn });
  const admin = (name: string) => aTenant().user("a", named(name)).user("b", named("anna.holt@bank.example"));
  const managed = (tenant: TenantBuilder, userId: string, managerId: string) =>
    tenant.row("managers", { userId, managerId });

  it.each([
    "adm-anna.holt@bank.example",
    "ADM-Anna.Holt@admin.example",
    "anna.holt-adm@bank.example",
    "anna.holt.admin@x",
  ])("is an administrator's name, %s, alone", (name) => {
    expect(told(admin(name))).toEqual(["a+b possible by adminName"]);
  });

  it("becomes certain by the same manager, or where the one manages the other", () => {
    const name = "adm-anna.holt@bank.example";
    expect(told(managed(managed(admin(name), "a", "m"), "b", "m"))).toEqual(["a+b certain by adminNameAndManager"]);
    expect(told(managed(admin(name), "a", "b"))).toEqual(["a+b certain by adminNameAndManager"]);
    expect(told(managed(managed(admin(name), "a", "m"), "b", "n"))).toEqual(["a+b possible by adminName"]);
    const [person] = people(managed(managed(admin(name), "a", "m"), "b", "m"));
    expect(person?.links[0]?.evidence).toContain("managers/1#/value/1");
  });

  it("stays possible where two are called so under one manager", () => {
    const tenant = admin("adm-anna.holt@bank.example").user("c", named("anna.holt@other.example"));
    for (const id of ["a", "b", "c"]) managed(tenant, id, "m");
    expect(told(tenant)).toEqual(["a+b possible by adminName", "a+c possible by adminName"]);
  });

  it("is what the configuration calls an administrator's name, and no other", () => {
    const adminNames = ["t0_*"];
    expect(told(admin("t0_anna.holt@bank.example"), { adminNames })).toEqual(["a+b possible by adminName"]);
    expect(told(admin("adm-anna.holt@bank.example"), { adminNames })).toEqual([]);
    expect(told(aTenant().user("a", named("adm-@bank.example")).user("b", named("@bank.example")))).toEqual([]);
  });

  it("is a display name, but not one that many have", () => {
    const tenant = () => two({ displayName: "Anna  Holt (admin)" }, { displayName: "anna holt" });
    for (const displayName of [
      "Anna Holt (admin)",
      "Anna  Holt",
      " Anna Holt",
      "Anna Holt ",
      "Anna\tHolt",
      "Anna\u00a0Holt",
    ])
      expect(told(two({ displayName }, { displayName: "anna holt" }))).toEqual(["a+b possible by displayName"]);
    expect(told(tenant())).toEqual(["a+b possible by displayName"]);
    const crowd = tenant();
    for (const id of ["c", "d", "e"]) crowd.user(id, { displayName: "Anna Holt" });
    expect(personsIn(crowd).groups).toEqual([]);
  });

  it("pairs persons and never joins them further", () => {
    const tenant = aTenant()
      .user("a", { displayName: "Anna Holt", employeeId: "E1" })
      .user("b", { employeeId: "E1" })
      .user("c", { displayName: "Anna Holt" })
      .user("d", { displayName: "Anna Holt" });
    expect(told(tenant)).toEqual([
      "a+b certain by employeeId",
      "a+b+c possible by employeeId, displayName",
      "a+b+d possible by employeeId, displayName",
      "c+d possible by displayName",
    ]);
    expect(people(tenant).map(({ id }) => id)).toEqual(["a", "a+c", "a+d", "c+d"]);
  });
});

describe("what was not read", () => {
  const accounts = () => two({ employeeId: "E1" }, { employeeId: "E1" });

  it("leaves no person, and says so, where users were not", () => {
    const persons = personsIn(accounts().assign("a", "P").assign("adm-a", "P").unread("users"));
    expect(persons.groups).toEqual([]);
    expect(persons.gaps.map(({ section }) => section)).toEqual(["users"]);
  });

  it("leaves only what is possible where users were read in part: more may share the value", () => {
    expect(told(accounts().partial("users"))).toEqual(["a+b possible by employeeId"]);
    expect(told(accounts().partial("users"), { links: [link("a", "P"), link("b", "P")] })).toEqual([
      "a+b certain by linkFile",
    ]);
  });

  it("matters of managers only where a name asks for them", () => {
    const named = () => aTenant().users("ann", "adm-ann");
    expect(personsIn(named().unread("managers")).gaps.map(({ section }) => section)).toEqual(["managers"]);
    expect(personsIn(accounts().unread("managers")).gaps).toEqual([]);
  });
});

describe("persons, against a search by brute force", () => {
  const maybe = (...values: readonly string[]) => fc.constantFrom(null, null, ...values);
  const account = fc.record({
    guest: fc.boolean(),
    employeeId: maybe("000", "E1", "E2", "E3"),
    sid: maybe("S-1", "S-2"),
    immutableId: maybe("I1", "I2"),
    mail: maybe("x@h", "y@h"),
    otherMails: fc.subarray(["x@h", "y@h", "z@h"], { maxLength: 1 }),
    declared: maybe("P1", "P2"),
  });
  const directory = fc
    .array(account, { minLength: 2, maxLength: 9 })
    .map((all) => all.map((one, nth): Account => ({ ...one, id: `u${nth}` })));

  const tenantOf = (accounts: readonly Account[]): TenantBuilder => {
    const tenant = aTenant();
    for (const { id, guest: isGuest, employeeId, sid, immutableId, mail, otherMails } of accounts) {
      tenant.user(id, {
        userType: isGuest ? "Guest" : "Member",
        employeeId,
        onPremisesSecurityIdentifier: sid,
        onPremisesImmutableId: immutableId,
        mail,
        otherMails: [...otherMails],
      });
    }
    return tenant;
  };
  const linksOf = (accounts: readonly Account[]) =>
    accounts.flatMap(({ id, declared }) => (declared === null ? [] : [link(id, declared)]));
  const found = (accounts: readonly Account[], maxAccounts: number) =>
    people(tenantOf(accounts), { links: linksOf(accounts), maxAccounts })
      .map(({ principals }) => principals.map(({ id }) => id))
      .toSorted((a, b) => (a.join() < b.join() ? -1 : 1));

  it("are the same, whatever accounts share and however many one person may have", () => {
    let persons = 0;
    fc.assert(
      fc.property(directory, fc.integer({ min: 2, max: 5 }), (accounts, most) => {
        const expected = personsByForce(accounts, most);
        expect(found(accounts, most)).toEqual(expected);
        persons += expected.length;
      }),
      { numRuns: 500 },
    );
    expect(persons).toBeGreaterThan(200);
  });

  it("do not depend on the order of rows, and change with ids only in name", () => {
    fc.assert(
      fc.property(directory, (accounts) => {
        expect(found(accounts.toReversed(), 4)).toEqual(found(accounts, 4));
        const renamed = accounts.map((one) => ({ ...one, id: `${9 - Number(one.id.slice(1))}${one.id}` }));
        const back = found(renamed, 4).map((ids) => ids.map((id) => id.slice(1)).toSorted());
        expect(back.toSorted((a, b) => (a.join() < b.join() ? -1 : 1))).toEqual(found(accounts, 4));
      }),
      { numRuns: 200 },
    );
  });
});
