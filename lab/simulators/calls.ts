/** Every request that came, as seen at the socket; without headers and bodies, so without credentials. */
export interface Call {
  /** From 1, in the order in which the requests came. */
  readonly number: number;
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** As sent, without the question mark. */
  readonly query: string;
  /** What the system calls it: `items`, `oauth-token`, `titles` … */
  readonly kind: string;
  /** Null until it is answered, and for good where a fault left it unanswered. */
  readonly status: number | null;
  /** The connection it came on, from 1. */
  readonly connection: number;
}

const KEPT = 20_000;

export class CallLog {
  #calls: Call[] = [];
  #next = 1;

  /** Oldest first; no more than the last twenty thousand. */
  get list(): readonly Call[] {
    return this.#calls;
  }

  count(kind?: string): number {
    return kind === undefined ? this.#calls.length : this.#calls.filter((call) => call.kind === kind).length;
  }

  clear(): void {
    this.#calls = [];
  }

  /** Notes a request; the function it gives notes the status of its answer. */
  note(call: Omit<Call, 'number' | 'status'>): (status: number) => void {
    const number = this.#next++;
    this.#calls.push({ ...call, number, status: null });
    if (this.#calls.length > KEPT) this.#calls = this.#calls.slice(KEPT / 2);
    return (status) => {
      const index = this.#calls.findLastIndex((one) => one.number === number);
      const noted = this.#calls[index];
      if (noted !== undefined) this.#calls[index] = { ...noted, status };
    };
  }
}
