/** The systems that are drilled: every way to log in to every kind, asked directly and through an adapter server. */
import { MerciaError } from '#platform/errors.ts';
import type { Random } from '#simulators/random.ts';
import { simulatedKinds } from '#simulators/registry.ts';
import type { SimulatorServer } from '#simulators/server.ts';
import type { DrilledLogin } from '#simulators/simulated-kind.ts';
import type { Staff } from '#simulators/staff.ts';
import { DRILLED_TITLES, titlesFrom } from './world/titles.ts';
import { createTruth, type Truth } from './world/truth.ts';

const DRILLED = simulatedKinds.flatMap(({ kind, drills }) => drills.map((login) => ({ kind, login })));
export const LOGINS: readonly string[] = DRILLED.map(({ login }) => login.login);
export const APART = '-apart';
/** Each system's own number of its one reader, who borrows everything; `accounts/ask-accounts.ts` asks for the account. */
export const READER = '5';

export interface DrilledSystem {
  readonly id: string;
  readonly kind: string;
  readonly login: DrilledLogin;
  /** True where the hub asks through an adapter server. */
  readonly apart: boolean;
  /** That which is harvested. */
  readonly simulator: SimulatorServer;
  /** Those that are asked for live facts: itself, its live part, or both. */
  readonly asked: readonly SimulatorServer[];
  readonly staff: Staff;
  readonly truth: Truth;
  /** The system that answers for it, if its own has left it; else itself. */
  readonly answeredBy?: string;
  /** How long an answer is reused, milliseconds. */
  readonly freshForMs: number;
  /** Of its live part; null if it has none. */
  readonly liveAddress: string | null;
  close(): Promise<void>;
}

/** One of them tells answers again for a moment, as every system of a real region does. */
const FRESH_FOR_MS = 150;
const FRESH = `${LOGINS[0] ?? ''}${APART}`;

/**
 * Starts every way to log in, or those of one kind: its own, and those whose name ends with it (`files-sip2`). Rejects for a kind that
 * has none.
 */
export function startKind(only?: string): Promise<readonly DrilledSystem[]> {
  const ids = [false, true].flatMap((apart) =>
    DRILLED.filter(({ kind, login }) => only === undefined || kind === only || login.login.endsWith(`-${only}`)).map(
      ({ login }) => idOf(login, apart),
    ),
  );
  if (ids.length === 0) {
    throw new MerciaError(
      'CONFIG_INVALID',
      `There is nothing to drill of the kind ${only ?? ''}: give it drills in simulators/${only ?? ''}/simulated-kind.ts`,
    );
  }
  return startSystems(ids);
}

function idOf({ login }: DrilledLogin, apart: boolean): string {
  return apart ? login + APART : login;
}

/** Numbers of copies in a system into which they were loaded. */
const LOADED_FROM = 5000;

/** Starts these, in the order of the ways to log in. Into one of them another may be loaded: the same copies under other numbers. */
export async function startSystems(
  ids: readonly string[],
  loaded?: { readonly from: string; readonly to: string },
): Promise<readonly DrilledSystem[]> {
  const systems: DrilledSystem[] = [];
  for (const apart of [false, true]) {
    for (const { kind, login } of DRILLED.filter(({ login }) => ids.includes(idOf(login, apart)))) {
      const id = idOf(login, apart);
      const isLoaded = id === loaded?.to;
      const titles = isLoaded ? titlesFrom(loaded.from) : DRILLED_TITLES;
      const started = await login.start({ titles, reader: READER, numbersFrom: isLoaded ? LOADED_FROM : 0 });
      const { simulator, live, staff } = started;
      const asked = live === undefined ? [simulator] : login.live?.tells === 'rest' ? [simulator, live] : [live];
      const freshForMs = id === FRESH ? FRESH_FOR_MS : 0;
      systems.push({
        ...{ id, kind, login, apart, simulator, asked, staff, freshForMs },
        liveAddress: live?.url ?? null,
        truth: createTruth(staff),
        close: async () => {
          await Promise.all([simulator.close(), live?.close()]);
        },
      });
    }
  }
  return systems;
}

/** So many loans, returns, holds and other changes, each at a system by chance. */
export function changeWorlds(systems: readonly DrilledSystem[], random: Random, changes: number): void {
  for (let change = 0; change < changes; change += 1) random.one(systems).truth.change(random, Date.now());
}
