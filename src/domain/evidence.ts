/**
 * Where a fact stands in the snapshot: the key of a raw response and a JSON Pointer (RFC 6901) into its body,
 * such as `assignments/3#/value/17`.
 */
export type EvidenceRef = string;
