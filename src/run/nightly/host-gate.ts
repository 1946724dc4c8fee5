/** Keeps one slow host from taking every place in the house. */
export class HostGate {
  readonly #places: number;
  readonly #inside = new Map<string, number>();
  readonly #waiting = new Map<string, (() => void)[]>();

  /** `places`: items of one host that may be inside at a time. */
  constructor(places: number) {
    this.#places = places;
  }

  /** Resolves when there is a place; what it answers gives it back. */
  async enter(host: string): Promise<() => void> {
    const inside = this.#inside.get(host) ?? 0;
    if (inside < this.#places) this.#inside.set(host, inside + 1);
    else
      await new Promise<void>((resolve) =>
        this.#waiting.set(host, [...(this.#waiting.get(host) ?? []), resolve]),
      );
    let left = false;
    return () => {
      if (!left) this.#leave(host);
      left = true;
    };
  }

  /** The place goes to who has waited longest. */
  #leave(host: string): void {
    const [next, ...others] = this.#waiting.get(host) ?? [];
    if (others.length > 0) this.#waiting.set(host, others);
    else this.#waiting.delete(host);
    const inside = (this.#inside.get(host) ?? 1) - 1;
    if (next) next();
    else if (inside > 0) this.#inside.set(host, inside);
    else this.#inside.delete(host);
  }
}
