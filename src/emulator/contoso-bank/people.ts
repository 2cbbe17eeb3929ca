import { daysBefore } from "../builder/dated.ts";
import type { UserOptions } from "../builder/directory-options.ts";
import type { TenantBuilder } from "../tenant-builder.ts";

export type Person = {
  readonly key: string;
  readonly name: string;
  readonly department: Department;
  readonly title: string;
  readonly employeeId: string;
};

const givenNames =
  "Amara Benedikt Chiara Daniel Elif Farid Greta Hiroshi Ines Jamal Katarzyna Liam Mei Noor Oskar Priya Quentin Rosa Sven Tomasz Uma Viktor Wen Xenia Yusuf Zoe Anders Bianca Carlos Dagny Emeka Fiona Gustav Hana Ivan Julia Kofi Leila Marco Nadia".split(
    " ",
  );

const surnames =
  "Abbott Berger Castillo Dahl Eriksen Fischer Gallo Haddad Ito Jensen Kowalski Lindqvist Moreau Nakamura Okafor Petrov Quinn Rossi Sharma Tanaka Ueda Varga Weber Xu Yilmaz Zeller Almeida Brandt Costa Dubois Engel Fontaine Greco Hughes Ivanov Janssen Keller Lopez Murphy Novak Osei Park Reyes Santos Thorne Vogel Walsh".split(
    " ",
  );

/** Head count and titles; titles go round. */
const departments = [
  { name: "Payments", size: 62, titles: ["Payments Officer", "Payments Analyst", "Senior Payments Officer"] },
  { name: "Finance Control", size: 48, titles: ["Financial Controller", "Control Analyst"] },
  {
    name: "Treasury",
    size: 44,
    titles: [
      "Treasury Analyst",
      "Treasury Operations Officer",
      "Cash Manager",
      "Treasury Operations Officer",
      "Liquidity Manager",
      "Treasury Operations Officer",
      "Treasury Accountant",
      "Funding Manager",
      "Collateral Officer",
    ],
  },
  { name: "Markets", size: 40, titles: ["Dealer", "Sales Trader", "Structurer"] },
  { name: "Settlements", size: 30, titles: ["Settlements Officer", "Reconciliation Analyst"] },
  { name: "Procurement", size: 30, titles: ["Buyer", "Category Manager", "Vendor Manager"] },
  { name: "Finance", size: 36, titles: ["Financial Analyst", "Accountant", "Management Accountant"] },
  { name: "Risk", size: 24, titles: ["Risk Analyst", "Model Validator"] },
  { name: "Internal Audit", size: 14, titles: ["Internal Auditor", "Audit Manager"] },
  { name: "Human Resources", size: 20, titles: ["HR Partner", "Payroll Specialist"] },
  { name: "Technology", size: 32, titles: ["Platform Engineer", "Software Engineer", "Service Desk Analyst"] },
] as const;

export type Department = (typeof departments)[number]["name"];

export const departmentNames: readonly Department[] = departments.map(({ name }) => name);

/** Everybody on the payroll, department by department, the same in every run. Forty given names and forty-seven surnames never pair up twice. */
export const staff: readonly Person[] = departments
  .flatMap(({ name: department, size, titles }) =>
    Array.from({ length: size }, (_, nth) => ({ department, title: titles[nth % titles.length] ?? titles[0] })),
  )
  .map(({ department, title }, nth) => {
    const given = givenNames[(nth * 7) % givenNames.length] ?? "";
    const surname = surnames[(nth * 11) % surnames.length] ?? "";
    return {
      key: `${given}.${surname}`.toLowerCase(),
      name: `${given} ${surname}`,
      department,
      title,
      employeeId: `${100_200 + nth * 3}`,
    };
  });

/** The people of a department from one position to before another. */
export function peopleOf(department: Department, from = 0, to?: number): readonly Person[] {
  return staff.filter((person) => person.department === department).slice(from, to);
}

export function keysOf(people: readonly Person[]): readonly string[] {
  return people.map(({ key }) => key);
}

/** Gives everybody an account, all but the heads of departments a manager, and ten of them a second one for administration. */
export function hire(bank: TenantBuilder, now: Date): void {
  for (const [nth, { name, ...person }] of staff.entries()) {
    const { key, title: jobTitle, department, employeeId } = person;
    const [head] = peopleOf(department);
    bank.user(name, {
      key,
      jobTitle,
      department,
      employeeId: unnumbered.includes(key) ? "00000" : employeeId,
      ...(privateMails.has(key) ? { otherMails: [privateMailOf(key)] } : {}),
      ...(head === undefined || head.key === key ? {} : { manager: head.key }),
      ...accountLife(person, nth, now),
    });
  }
  for (const { key, name, department, employeeId } of withAdminAccount()) {
    bank.user(`${name} (admin)`, {
      key: adminAccountOf(key),
      jobTitle: "Privileged account",
      department,
      employeeId,
      mail: null,
    });
  }
}

export function adminAccountOf(key: string): string {
  return `adm-${key}`;
}

/** Whose number somebody left out: nothing makes them one person. */
const unnumbered = keysOf([...peopleOf("Payments", 20, 21), ...peopleOf("Finance Control", 10, 12)]);

const privateMails = new Set(keysOf(peopleOf("Payments", 39, 40)));

export function privateMailOf(key: string): string {
  return `${key}@home.example`;
}

/** The one officer in payments whose second account matters, and nine engineers. */
function withAdminAccount(): readonly Person[] {
  return [...peopleOf("Payments", 38, 39), ...peopleOf("Technology", 0, 9)];
}

/** Some accounts outside the departments of the story are idle, disabled, or too new to have been used. */
function accountLife({ department }: Pick<Person, "department">, nth: number, now: Date): UserOptions {
  if (["Payments", "Finance Control", "Treasury"].includes(department)) return {};
  if (nth % 23 === 5) return { lastSignIn: daysBefore(now, 140 + nth) };
  if (nth % 41 === 9) return { lastSignIn: null, created: daysBefore(now, 600) };
  if (nth % 29 === 12) return { accountEnabled: false, lastSignIn: daysBefore(now, 60) };
  return nth % 37 === 3 ? { lastSignIn: null, created: daysBefore(now, 6) } : {};
}
