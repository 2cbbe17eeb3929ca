import type { ConflictDocument, PackDocument } from "./pack-schema.ts";
import type { Problem, YamlDocument } from "./yaml-document.ts";

/** The kernel shares out no more duties than this among people. */
const mostShared = 20;

/** What a pack says that its form allows and that makes no sense. */
export function problemsIn({ value, at }: YamlDocument<PackDocument>): readonly Problem[] {
  const known = new Set(Object.keys(value.duties ?? {}));
  const conflicts = value.conflicts ?? [];
  const ids = new Set(conflicts.map(({ id }) => id));
  return [
    ...conflicts.flatMap((conflict, index) =>
      problemsOf(conflict, known).map(({ key, message }) => ({
        at: at(["conflicts", index, key]),
        message: `${conflict.id}: ${message}`,
      })),
    ),
    ...value.examples.flatMap(({ name, given, expect }, index) => [
      ...Object.entries(given).flatMap(([person, held]) =>
        strangersIn(
          heldIn(held).map(({ duty }) => duty),
          known,
        ).map((duty) => ({
          at: at(["examples", index, "given", person]),
          message: `"${name}": there is no duty "${duty}"`,
        })),
      ),
      ...Object.entries(expect).flatMap(([conflict, people]) => [
        ...strangersIn([conflict], ids).map(() => ({
          at: at(["examples", index, "expect", conflict]),
          message: `"${name}": there is no conflict "${conflict}"`,
        })),
        ...strangersIn(people, new Set(Object.keys(given))).map((person) => ({
          at: at(["examples", index, "expect", conflict]),
          message: `"${name}": nobody is called "${person}"`,
        })),
      ]),
    ]),
  ];
}

/** The duties that a person of an example holds, each for one legal entity or, where that is null, for all. */
export function heldIn(
  held: PackDocument["examples"][number]["given"][string],
): readonly { readonly duty: string; readonly entity: string | null }[] {
  return ("holds" in held ? held.holds : held).map((text) => {
    const [duty = text, ...entity] = text.split("@");
    return { duty, entity: entity.length === 0 ? null : entity.join("@") };
  });
}

/** The sides of a conflict, each a list of duties. */
export function sidesOf({ duties, sides }: ConflictDocument): readonly (readonly string[])[] {
  return sides ?? (duties ?? []).map((duty) => [duty]);
}

type Complaint = { readonly key: keyof ConflictDocument; readonly message: string };

function problemsOf(conflict: ConflictDocument, known: ReadonlySet<string>): readonly Complaint[] {
  const { duties, sides, revoke, minimumHolders, when, critical } = conflict;
  if ((duties === undefined) === (sides === undefined))
    return [{ key: "id", message: "it takes either `duties` or `sides`" }];

  const where = sides === undefined ? "duties" : "sides";
  const named = sidesOf(conflict).flat();
  const complaints: Complaint[] = strangersIn(named, known).map((duty) => ({
    key: where,
    message: `there is no duty "${duty}"`,
  }));
  if (new Set(named).size !== named.length) complaints.push({ key: where, message: "a duty is named twice" });
  complaints.push(...limitProblems(conflict));
  if (revoke !== undefined && !named.includes(revoke))
    complaints.push({ key: "revoke", message: `"${revoke}" is not one of its duties` });
  for (const stranger of strangersIn(Object.keys(minimumHolders), new Set(named)))
    complaints.push({ key: "minimumHolders", message: `"${stranger}" is not one of its duties` });
  if (when !== undefined && Object.keys(when).length === 0)
    complaints.push({ key: "when", message: "it names no property of people" });
  if (when?.sameEntity === true && critical === true)
    complaints.push({ key: "when", message: "`sameEntity` is about several duties, and this is one" });
  return complaints;
}

function limitProblems(conflict: ConflictDocument): readonly Complaint[] {
  const { duties, atMost, people, critical, revoke } = conflict;
  const count = sidesOf(conflict).length;
  if (critical === true) {
    const isPlain = duties?.length === 1 && atMost === undefined && people === undefined;
    return isPlain
      ? []
      : [{ key: "critical", message: "a critical conflict has one duty, and no `atMost` or `people`" }];
  }
  if (count === 1)
    return [{ key: "duties", message: "one duty is no conflict; `critical: true` reports whoever holds it" }];
  if (people === undefined) {
    const exceedable = atMost === undefined || atMost < count;
    const message = `of ${count} duties, at most ${atMost ?? 1} can never be exceeded`;
    return exceedable ? [] : [{ key: "atMost", message }];
  }
  if (atMost !== undefined) return [{ key: "atMost", message: "`people` and `atMost` exclude each other" }];
  if (revoke !== undefined) return [{ key: "revoke", message: "`people` names a team, of which no side is given up" }];
  if (people > count) return [{ key: "people", message: `${count} duties can never take ${people} people` }];
  if (count > mostShared)
    return [{ key: "people", message: `at most ${mostShared} duties can be shared out, not ${count}` }];
  return [];
}

function strangersIn(names: readonly string[], known: ReadonlySet<string>): readonly string[] {
  return names.filter((name) => !known.has(name));
}
