import type { Settings } from '#platform/config.ts';

export type PatronSecretSettings = Pick<Settings, 'patronSecret'> & Partial<Pick<Settings, 'patronSecretAccepted'>>;

/** The secrets for personal data: the one that everything is made with first, then those under which things are found, too. Empty without. */
export function patronSecrets({ patronSecret, patronSecretAccepted }: PatronSecretSettings): readonly string[] {
  return patronSecret === undefined ? [] : [patronSecret, patronSecretAccepted ?? []].flat();
}
