/**
 * National clouds and where each keeps Graph and sign-in (https://learn.microsoft.com/graph/deployments) and Log Analytics,
 * whose origin is also whom a token for it is meant for (`KnownMonitorLogsQueryAudience` of @azure/monitor-query).
 */
export const clouds = {
  global: {
    graph: "https://graph.microsoft.com",
    authority: "https://login.microsoftonline.com",
    logs: "https://api.loganalytics.io",
  },
  usgov: {
    graph: "https://graph.microsoft.us",
    authority: "https://login.microsoftonline.us",
    logs: "https://api.loganalytics.us",
  },
  usgovdod: {
    graph: "https://dod-graph.microsoft.us",
    authority: "https://login.microsoftonline.us",
    logs: "https://api.loganalytics.us",
  },
  china: {
    graph: "https://microsoftgraph.chinacloudapi.cn",
    authority: "https://login.chinacloudapi.cn",
    logs: "https://api.loganalytics.azure.cn",
  },
} as const;

export type Cloud = keyof typeof clouds;

export const cloudNames = ["global", "usgov", "usgovdod", "china"] as const satisfies readonly Cloud[];
