/**
 * How an answer goes over the wire: whole; broken off by a reset before, after its headers or halfway through its body;
 * half of it under headers that call it whole; or its second half so many milliseconds later.
 */
export type Delivery =
  | { readonly kind: "whole" }
  | { readonly kind: "reset"; readonly at: "start" | "headers" | "body" }
  | { readonly kind: "truncated" }
  | { readonly kind: "slow"; readonly milliseconds: number };
