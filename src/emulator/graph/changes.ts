import { assignmentRequestChange } from "./assignment-requests.ts";
import type { GraphChange } from "./change.ts";
import { directoryChanges } from "./directory-changes.ts";
import { incompatibilityChanges } from "./incompatibility-changes.ts";

export const changes: readonly GraphChange[] = [
  assignmentRequestChange,
  ...incompatibilityChanges,
  ...directoryChanges,
];
