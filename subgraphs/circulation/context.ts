import type { Loaders } from './loaders.ts';

/** What the resolvers of one request are given. */
export interface CirculationContext {
  readonly loaders: Loaders;
}
