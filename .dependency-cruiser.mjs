/** What each layer may import besides itself. Everything not listed here is forbidden. */
const mayImport = {
  "src/domain": [],
  "src/graph": ["src/domain"],
  "src/logs": ["src/domain", "src/graph"],
  "src/snapshot": ["src/domain"],
  "src/collect": ["src/graph", "src/logs", "src/snapshot", "src/domain"],
  "src/access": ["src/snapshot", "src/domain"],
  "src/conflicts": ["src/access", "src/snapshot", "src/domain"],
  "src/rule-kit": ["src/snapshot", "src/domain"],
  "src/assess": ["src/rule-kit", "src/conflicts", "src/access", "src/snapshot", "src/domain"],
  "src/remediate": ["src/assess", "src/conflicts", "src/access", "src/snapshot", "src/domain", "src/graph"],
  "src/overlap": [
    "src/remediate",
    "src/assess",
    "src/rule-kit",
    "src/conflicts",
    "src/access",
    "src/snapshot",
    "src/domain",
  ],
  "src/report-kit": ["src/domain"],
  "src/emulator": ["src/domain"],
  rules: ["src/rule-kit", "src/domain"],
  reports: ["src/report-kit", "src/domain"],
};

const everywhere = ["src/scan-error", "src/exit-codes"];

const layers = Object.entries(mayImport).map(([layer, allowed]) => ({
  name: `${layer.replace("/", "-")}-stays-in-its-layer`,
  severity: "error",
  comment: `${layer} may import only: ${[layer, ...allowed].join(", ")}`,
  from: { path: `^${layer}/` },
  to: {
    path: "^(src|rules|reports|test|scripts)/",
    pathNot: `^(${[layer, ...allowed, ...everywhere].join("|")})[/.]`,
  },
}));

const pure = {
  name: "judging-stays-pure",
  severity: "error",
  comment: "Judging takes a snapshot and returns an assessment and a plan. It touches no file, network or clock.",
  from: {
    path: "^(rules|src/(domain|access|conflicts|rule-kit|assess|remediate|overlap))/",
    pathNot: "^src/remediate/apply",
  },
  to: {
    path: "^(node:)?(fs|http|https|net|tls|dns|dgram|child_process|os|process|timers|sqlite|worker_threads)(/|$)",
    reachable: true,
  },
};

const graphStaysOut = {
  name: "only-apply-touches-the-network",
  severity: "error",
  comment: "In remediate, only apply carries anything out.",
  from: { path: "^src/remediate/", pathNot: "^src/remediate/apply" },
  to: { path: "^src/graph/" },
};

const noCycles = { name: "no-cycles", severity: "error", from: {}, to: { circular: true } };

export default {
  forbidden: [...layers, pure, graphStaysOut, noCycles],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".mjs", ".js"] },
  },
};
