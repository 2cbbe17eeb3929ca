/**
 * Control ids that several rules answer to, as the catalogue groups them. Those that end in "(recalled)" were written down from
 * memory and not read again in the source: check them before you print them in a mapping.
 */
export const separationOfDuties = [
  "NIST SP 800-53 AC-5",
  "ISO/IEC 27001:2022 A.5.3",
  "SOC 2 CC6.3",
  "SOC 2 CC5.1 (recalled)",
  "DORA RTS (EU) 2024/1774 Art. 21(1)(b)",
  "FFIEC IS II.C.7(c)",
  "NIST CSF 2.0 PR.AA-05",
  "COBIT DSS06.03",
  "SOX ITGC access to programs and data",
] as const;

export const leastPrivilege = [
  "NIST SP 800-53 AC-6",
  "ISO/IEC 27001:2022 A.5.15",
  "ISO/IEC 27001:2022 A.8.2",
  "SOC 2 CC6.3",
  "PCI DSS 4.0.1 7.2.2",
  "DORA RTS (EU) 2024/1774 Art. 21(1)(a)",
] as const;

export const accountManagement = [
  "NIST SP 800-53 AC-2",
  "ISO/IEC 27001:2022 A.5.18",
  "SOC 2 CC6.2",
  "PCI DSS 4.0.1 7.2.3",
  "DORA RTS (EU) 2024/1774 Art. 21(1)(e)(i)",
  "FFIEC IS II.C.7(b)",
  "SOX ITGC access to programs and data",
] as const;

export const accessReview = [
  "NIST SP 800-53 AC-2",
  "NIST SP 800-53 AC-6(7)",
  "ISO/IEC 27001:2022 A.5.18",
  "SOC 2 CC6.3",
  "SOC 2 CC4.1",
  "PCI DSS 4.0.1 7.2.4",
  "DORA RTS (EU) 2024/1774 Art. 21(1)(e)(iv)",
  "FFIEC IS II.C.7(b)",
] as const;

export const leaversAndStanding = [
  "NIST SP 800-53 AC-2(3)",
  "NIST SP 800-53 PS-4",
  "NIST SP 800-53 PS-5",
  "ISO/IEC 27001:2022 A.5.18",
  "SOC 2 CC6.2",
  "PCI DSS 4.0.1 8.2.5",
  "PCI DSS 4.0.1 8.2.6 (recalled)",
  "DORA RTS (EU) 2024/1774 Art. 21(1)(e)(iii)",
] as const;

export const externalUsers = [
  "NIST SP 800-53 IA-8",
  "NIST SP 800-53 PS-7",
  "NIST SP 800-53 AC-20",
  "ISO/IEC 27001:2022 A.5.19",
  "SOC 2 CC9.2",
  "PCI DSS 4.0.1 8.2.7",
  "DORA RTS (EU) 2024/1774 Art. 20",
] as const;

export const auditTrail = [
  "NIST SP 800-53 AU-2",
  "NIST SP 800-53 AU-6",
  "NIST SP 800-53 AU-10",
  "NIST SP 800-53 AU-12",
  "ISO/IEC 27001:2022 A.8.15",
  "ISO/IEC 27001:2022 A.5.28",
  "SOC 2 CC7.2",
  "PCI DSS 4.0.1 10.2.1",
  "DORA RTS (EU) 2024/1774 Art. 12 (recalled)",
] as const;

export const auditRetention = [
  "NIST SP 800-53 AU-11",
  "ISO/IEC 27001:2022 A.5.33",
  "PCI DSS 4.0.1 10.5.1 (recalled)",
  "PCAOB AS 1215.14 (recalled)",
  "DORA RTS (EU) 2024/1774 Art. 12 (recalled)",
] as const;

export const privilegedAccess = [
  "NIST SP 800-53 AC-6(1)",
  "NIST SP 800-53 AC-6(5)",
  "NIST SP 800-53 AC-6(9)",
  "ISO/IEC 27001:2022 A.8.2",
  "SOC 2 CC6.3",
  "PCI DSS 4.0.1 7.2.2",
  "DORA RTS (EU) 2024/1774 Art. 21(1)(e)(ii)",
] as const;

export const changeControl = [
  "NIST SP 800-53 CM-3",
  "NIST SP 800-53 CM-5",
  "ISO/IEC 27001:2022 A.8.32",
  "SOC 2 CC8.1",
  "SOX ITGC program changes",
] as const;

export const identification = [
  "NIST SP 800-53 IA-4",
  "NIST SP 800-53 AC-2",
  "ISO/IEC 27001:2022 A.5.16",
  "PCI DSS 4.0.1 8.2.1",
  "DORA RTS (EU) 2024/1774 Art. 20",
  "NCUA wire transfer questionnaire 3b",
] as const;

export const completeInformation = [
  "PCAOB AS 1105.10",
  "PCAOB AS 1105.10A",
  "COSO Principle 13",
  "SOC 2 CC2.1",
  "NIST SP 800-53 CA-7",
  "ISO/IEC 27001:2022 A.5.28",
] as const;

export const integrity = [
  "NIST SP 800-53 SI-10",
  "NIST SP 800-53 AU-9",
  "SOC 2 CC7.1",
  "ISO/IEC 27001:2022 A.8.15",
] as const;
