/** Swaps the answers of two connections that ask at the same time. */
import { setTimeout as wait } from 'node:timers/promises';

const WAITS_MS = 20;

export class Crossing {
  #waiting: ((other: Uint8Array) => void) | null = null;
  #answer: Uint8Array | null = null;

  /** The other connection's answer; the own one where no other asks within {@link WAITS_MS}. */
  async swap(answer: Uint8Array): Promise<Uint8Array> {
    const [other, give] = [this.#answer, this.#waiting];
    if (other !== null && give !== null) {
      this.#answer = null;
      this.#waiting = null;
      give(answer);
      return other;
    }
    const { promise, resolve } = Promise.withResolvers<Uint8Array>();
    this.#answer = answer;
    this.#waiting = resolve;
    const swapped = await Promise.race([promise, wait(WAITS_MS, null)]);
    if (swapped !== null) return swapped;
    if (this.#waiting === resolve) {
      this.#answer = null;
      this.#waiting = null;
    }
    return answer;
  }
}
