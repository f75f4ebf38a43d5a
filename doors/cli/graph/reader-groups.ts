import { parseId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { deriveKey } from '#platform/derived-key.ts';
import { openAccountToken } from '#platform/reader-token.ts';
import type { Database } from '#store/tables.ts';
import { createSealedIds } from '#subgraphs/circulation/index.ts';
import type { ReaderGroups } from '#subgraphs/patrons/index.ts';
import { createIndexScope, findDuplicateReaders } from '#union-index/index.ts';
import type { Kysely } from 'kysely';
import { patronSecrets, type PatronSecretSettings } from '../patron-secrets.ts';

/**
 * From the tokens of a group to the ids of its accounts: the index knows the group, the key of readers opens a token, and
 * the key of ids seals what is in it. Without a secret there is no group.
 */
export function createReaderGroups(db: Kysely<Database>, region: Region, settings: PatronSecretSettings): ReaderGroups {
  const [patronSecret, ...accepted] = patronSecrets(settings);
  if (patronSecret === undefined) return { find: () => Promise.resolve(null) };
  const index = createIndexScope(db, region);
  const ids = createSealedIds(patronSecret);
  const keys = [patronSecret, ...accepted].map((secret) => deriveKey(secret, 'readers'));
  return {
    async find(id) {
      const parts = parseId(id, 'readers');
      const group = parts?.routingKey === region.id ? await findDuplicateReaders(index, parts.local) : null;
      if (group === null) return null;
      return group.accounts.map(({ system, library, readerToken }) => {
        const account = openAccountToken(keys, system, readerToken);
        return { account: account === null ? null : ids.account({ system, account }), library };
      });
    },
  };
}
