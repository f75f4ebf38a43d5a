import type { AccountServices } from './account-services.ts';
import type { Loaders } from './loaders.ts';
import type { RequestDeadline } from './request-deadline.ts';
import type { Tally } from './tally.ts';

/** What belongs to one request; resolvers use its loaders. */
export interface CirculationContext extends AccountServices {
  readonly loaders: Loaders;
  readonly deadline: RequestDeadline;
  readonly tally: Tally;
}
