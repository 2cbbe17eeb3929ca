/** Control ids that several rules answer to, as the catalogue groups them. */
export const separationOfDuties = [
  "NIST SP 800-53 AC-5",
  "ISO/IEC 27001:2022 A.5.3",
  "SOC 2 CC6.3",
  "DORA RTS (EU) 2024/1774 Art. 21(1)(b)",
  "FFIEC IS II.C.7(c)",
  "NIST CSF 2.0 PR.AA-05",
  "COBIT DSS06.03",
] as const;

export const leaversAndStanding = [
  "NIST SP 800-53 AC-2(3)",
  "NIST SP 800-53 PS-4",
  "ISO/IEC 27001:2022 A.5.18",
  "SOC 2 CC6.2",
  "PCI DSS 4.0.1 8.2.5",
  "DORA RTS (EU) 2024/1774 Art. 21(1)(e)(iii)",
] as const;

export const leastPrivilege = [
  "NIST SP 800-53 AC-6",
  "ISO/IEC 27001:2022 A.5.15",
  "ISO/IEC 27001:2022 A.8.2",
  "PCI DSS 4.0.1 7.2.2",
  "DORA RTS (EU) 2024/1774 Art. 21(1)(a)",
] as const;

export const completeInformation = [
  "PCAOB AS 1105.10",
  "COSO Principle 13",
  "SOC 2 CC2.1",
  "NIST SP 800-53 CA-7",
  "ISO/IEC 27001:2022 A.5.28",
] as const;
