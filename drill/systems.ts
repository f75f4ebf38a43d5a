/** The systems that are drilled: every kind of adapter, asked directly and through an adapter server. */
import type { Random } from '#simulators/random.ts';
import type { SimulatorServer } from '#simulators/server.ts';
import type { Hands } from './world/hands.ts';
import { startKoha } from './world/koha-hands.ts';
import { createShelves, type Shelves } from './world/shelves.ts';
import { startSymphony } from './world/symphony-hands.ts';

export const LOGINS = ['koha-oauth', 'koha-basic', 'koha-public', 'symphony'] as const;
export type Login = (typeof LOGINS)[number];
export const APART = '-apart';

export interface DrilledSystem {
  readonly id: string;
  readonly login: Login;
  /** True where the hub asks through an adapter server. */
  readonly apart: boolean;
  readonly simulator: SimulatorServer;
  readonly hands: Hands;
  readonly shelves: Shelves;
  /** How long an answer is told again, milliseconds. */
  readonly freshForMs: number;
}

/** One of them tells answers again for a moment, as every system of a real region does. */
const FRESH_FOR_MS = 150;

export async function startSystems(): Promise<readonly DrilledSystem[]> {
  const systems: DrilledSystem[] = [];
  for (const apart of [false, true]) {
    for (const login of LOGINS) {
      const { simulator, hands } = await (login === 'symphony' ? startSymphony() : startKoha(login !== 'koha-public'));
      systems.push({
        id: apart ? login + APART : login,
        login,
        apart,
        simulator,
        hands,
        shelves: createShelves(hands),
        freshForMs: login === 'koha-oauth' && apart ? FRESH_FOR_MS : 0,
      });
    }
  }
  return systems;
}

/** So many loans, returns, holds and other changes, each at a system by chance. */
export function changeWorlds(systems: readonly DrilledSystem[], random: Random, changes: number): void {
  for (let change = 0; change < changes; change += 1) random.one(systems).shelves.change(random, Date.now());
}
