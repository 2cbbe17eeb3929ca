/** What the process ends with; the meaning is part of the contract. */
export const exitCodes = {
  clean: 0,
  findings: 1,
  usage: 2,
  inconclusive: 3,
  bug: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
