/**
 * The licences that Graph asks for, each with the service plans that bring it
 * (https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference).
 */
export const servicePlansOf = {
  "Microsoft Entra ID P1": ["AAD_PREMIUM", "AAD_PREMIUM_P2"],
  "Microsoft Entra ID P2 or ID Governance": ["AAD_PREMIUM_P2", "Entra_Identity_Governance"],
} as const satisfies Record<string, readonly string[]>;

export type Licence = keyof typeof servicePlansOf;

/** What entitlement management, Privileged Identity Management and access reviews need. */
export const governanceLicence: Licence = "Microsoft Entra ID P2 or ID Governance";
