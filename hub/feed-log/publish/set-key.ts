/** A set of a repository; the empty set is the whole repository. */
export interface SetName {
  readonly repository: string;
  readonly set: string;
}

/** As `feed_held` has it: `editions format:book`, or `editions` for the whole repository. Neither name has a blank. */
export function toSetKey({ repository, set }: SetName): string {
  return set === '' ? repository : `${repository} ${set}`;
}

export function readSetKey(key: string): SetName {
  const [repository = '', set = ''] = key.split(' ');
  return { repository, set };
}
