export function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 86_400_000);
}

/** When the tenant's governance objects were made and last changed. */
export function dated(now: Date): { readonly createdDateTime: string; readonly modifiedDateTime: string } {
  return { createdDateTime: daysBefore(now, 400).toISOString(), modifiedDateTime: daysBefore(now, 40).toISOString() };
}
