/** One thing that `doctor` looked at. */
export interface Finding {
  what: string;
  /** `fair`: works, but could be better. */
  state: 'good' | 'fair' | 'bad';
  message: string;
  /** What to do. */
  hint?: string;
}

export function finding(what: string, state: Finding['state'], message: string, hint?: string): Finding {
  return { what, state, message, ...(hint ? { hint } : {}) };
}
