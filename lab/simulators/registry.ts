/** Every kind of library system that can be simulated. `mercia simulate` and the drill follow from this list. */
import { kohaSimulated } from './koha/simulated-kind.ts';
import type { SimulatedKind } from './simulated-kind.ts';
import { symphonySimulated } from './symphony/simulated-kind.ts';
import { filesSimulated } from './files/simulated-kind.ts';
import { sip2Simulated } from './sip2/simulated-kind.ts';
import { z3950Simulated } from './z3950/simulated-kind.ts';
import { wmsSimulated } from './wms/simulated-kind.ts';

export const simulatedKinds: readonly SimulatedKind[] = [
  kohaSimulated,
  symphonySimulated,
  filesSimulated,
  sip2Simulated,
  z3950Simulated,
  wmsSimulated,
];
