/** Records as people tell them apart. */

interface Named {
  readonly localId: string;
  readonly system: { readonly name: string };
}

/** `Severnhythe Koha, record 1234`. */
export function nameRecord({ system, localId }: Named): string {
  return `${system.name}, record ${localId}`;
}
