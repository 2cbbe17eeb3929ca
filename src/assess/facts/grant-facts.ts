import type { AccessModel, HeldPoint } from "../../access/access-model.ts";
import { union } from "../../access/sorted-numbers.ts";
import type { AccessPoint, Holding, ObjectRef, Principal } from "../../domain/access.ts";
import type { GrantFact, GrantFacts } from "../../rule-kit/facts/holder-facts.ts";
import type { FactSources } from "./sources.ts";

/**
 * Who has what packages grant of groups and app roles. Sites are left out: who holds them outside packages cannot be read. For a moment before the
 * tenant was read nobody is called ungoverned, because memberships bear no dates; nor where not all holders are known, because
 * the package that governs may be unknown with them.
 */
export function grantFacts({ snapshot, model }: FactSources): GrantFacts {
  const packages = new Map<string, ObjectRef>();
  for (const { id, displayName } of snapshot.columns("accessPackages", ["id", "displayName"])) {
    packages.set(id, { kind: "accessPackage", id, name: displayName });
  }
  const isUnclear = model.asOf < new Date(snapshot.run.startedAt);
  const governed = model.grants.governed.filter(({ kind }) => kind === "group" || kind === "appRole");
  const unknown: string[] = [...model.grants.unknown];
  const held: GrantFact[] = [];
  for (const accessPoint of governed) {
    const point: HeldPoint = { ...accessPoint, reach: "transitive" };
    const implying = model.grants.packagesImplying(point);
    const assigned = new Set(union(implying.map(model.packages.holders)));
    const unclear = new Set(implying.flatMap(model.packages.unclear).map(({ holder }) => holder));
    const { blind } = model.sources(point);
    if (blind !== null) unknown.push(`${accessPoint.name}: ${blind}`);
    const granting = model.grants.packagesGranting(accessPoint);
    const granted = {
      accessPoint: point,
      packages: granting.map((id): ObjectRef => packages.get(id) ?? { kind: "accessPackage", id, name: id }),
    };
    const governanceOf = (holder: number): GrantFact["governance"] => {
      if (assigned.has(holder)) return "governed";
      return isUnclear || blind !== null || unclear.has(holder) ? "unknown" : "ungoverned";
    };
    for (const holder of model.holders(point)) held.push(new Grant(granted, holder, governanceOf(holder), model));
  }
  return { held, unknown };
}

type Granted = { readonly accessPoint: HeldPoint; readonly packages: readonly ObjectRef[] };

/** There may be hundreds of thousands: each looks up who holds what, and how, when asked. */
class Grant implements GrantFact {
  readonly #granted: Granted;
  readonly #holder: number;
  readonly #model: AccessModel;
  readonly governance: GrantFact["governance"];

  constructor(granted: Granted, holder: number, governance: GrantFact["governance"], model: AccessModel) {
    this.#granted = granted;
    this.#holder = holder;
    this.governance = governance;
    this.#model = model;
  }

  get principal(): Principal {
    return this.#model.principals.at(this.#holder);
  }

  get accessPoint(): AccessPoint {
    const { kind, id, name } = this.#granted.accessPoint;
    return { kind, id, name };
  }

  get packages(): readonly ObjectRef[] {
    return this.#granted.packages;
  }

  get holdings(): readonly Holding[] {
    return this.#model
      .holdings(this.#model.principals.idOf(this.#holder), this.#granted.accessPoint)
      .filter(({ membership }) => membership === "active");
  }
}
