/** Staff log-ins and the tokens they give. */
import { createHash } from 'node:crypto';
import type { SymphonyStaff, SymphonyWorld } from './tables.ts';

interface Session {
  readonly login: string;
  lastUsed: number;
}

/** Tokens count up, so that a run gives the same ones again; they guard nothing but a simulator. */
export class Sessions {
  readonly #world: SymphonyWorld;
  readonly #open = new Map<string, Session>();
  #given = 0;

  constructor(world: SymphonyWorld) {
    this.#world = world;
  }

  begin({ login }: SymphonyStaff): string {
    const { oneSessionPerLogin, sessionTokens } = this.#world.settings;
    if (oneSessionPerLogin) {
      for (const [token, session] of this.#open) if (session.login === login) this.#open.delete(token);
    }
    const hex = createHash('md5')
      .update(`${login} ${String(++this.#given)}`)
      .digest('hex');
    const token = sessionTokens === 'hex' ? hex : hex.replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-');
    this.#open.set(token, { login, lastUsed: this.#world.now() });
    return token;
  }

  /** Whether the token opens a session that has not run out; using it keeps it alive. */
  use(token: string | undefined): boolean {
    const session = token === undefined ? undefined : this.#open.get(token);
    if (token === undefined || session === undefined) return false;
    const now = this.#world.now();
    if (now - session.lastUsed > this.#world.settings.sessionMinutes * 60_000) {
      this.#open.delete(token);
      return false;
    }
    session.lastUsed = now;
    return true;
  }

  end(token: string): void {
    this.#open.delete(token);
  }

  /** As when the service restarts: every token dies at once. */
  endAll(): void {
    this.#open.clear();
  }
}
