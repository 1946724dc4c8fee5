/** A day in milliseconds, by the clock. */
export const DAY_MS = 86_400_000;
