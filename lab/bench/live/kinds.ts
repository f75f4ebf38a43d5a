type Kind = 'koha' | 'symphony';

/** The one owning code of each system. */
export const OWNER = 'MAIN';

/** Kohas and Symphonies in turns. */
export function kindOf(system: number): Kind {
  return system % 2 === 0 ? 'koha' : 'symphony';
}
