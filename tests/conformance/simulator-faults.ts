/** The faults of the suite as every simulator is told them. */
import type { Faults } from '#simulators/faults.ts';
import type { SystemFault } from '#conformance/system.ts';

export const SIMULATOR_FAULTS: Readonly<Record<SystemFault, Partial<Faults>>> = {
  'web page': { garbage: 'html' },
  'cut answer': { garbage: 'truncated' },
  'an error as an answer': { garbage: 'shape' },
  'internal error': { status: 500 },
  'out of service': { status: 503 },
  overloaded: { status: 503, retryAfterSeconds: 30 },
  'wrong credentials': { wrongCredentials: true },
};
