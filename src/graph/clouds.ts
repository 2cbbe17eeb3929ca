/** National clouds and where each keeps Graph and sign-in (https://learn.microsoft.com/graph/deployments). */
export const clouds = {
  global: { graph: "https://graph.microsoft.com", authority: "https://login.microsoftonline.com" },
  usgov: { graph: "https://graph.microsoft.us", authority: "https://login.microsoftonline.us" },
  usgovdod: { graph: "https://dod-graph.microsoft.us", authority: "https://login.microsoftonline.us" },
  china: { graph: "https://microsoftgraph.chinacloudapi.cn", authority: "https://login.chinacloudapi.cn" },
} as const;

export type Cloud = keyof typeof clouds;

export const cloudNames = ["global", "usgov", "usgovdod", "china"] as const satisfies readonly Cloud[];
