import type { Command } from 'commander';
import { registerEvidence } from '../move/evidence.ts';
import { registerLedger } from '../move/ledger.ts';
import { registerLoadErrors } from '../move/load-errors.ts';
import { registerPlan } from '../move/plan.ts';
import { registerSwitch } from '../move/switch.ts';
import { registerMoveTarget } from '../move/target.ts';

/** Each part registers its own commands below `mercia move`: a file of `doors/cli/move/`. */
const PARTS: readonly ((move: Command) => void)[] = [
  registerPlan,
  registerMoveTarget,
  registerLedger,
  registerSwitch,
  registerEvidence,
  registerLoadErrors,
];

export function registerMove(program: Command): void {
  const move = program.command('move').description('plans a move, proves that nothing was lost, and switches');
  for (const register of PARTS) register(move);
}
