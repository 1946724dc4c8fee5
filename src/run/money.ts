/** Below this much two places would tell little or nothing. */
const SMALL = 0.1;

/** `0.0042 EUR`, `12.50 USD`; the bare figure where no currency is known. */
export function money(value: number, currency?: string): string {
  const figure = value.toFixed(value !== 0 && Math.abs(value) < SMALL ? 4 : 2);
  return currency ? `${figure} ${currency}` : figure;
}
