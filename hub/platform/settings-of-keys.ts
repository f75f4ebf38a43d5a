/** The settings that are keys, or secrets that keys are derived from (`derived-key.ts`). */
import { setting } from './setting.ts';
import { keyText, secret } from './setting-values.ts';

export const KEY_SETTINGS = {
  contextSecret: setting({
    variable: 'MERCIA_CONTEXT_SECRET',
    schema: secret.optional(),
    meaning:
      'secret of the hub, at least 32 characters, that signs the internal context between parts that run as separate processes; otherwise each start makes a new one',
    secret: true,
  }),
  contextSecretAccepted: setting({
    variable: 'MERCIA_CONTEXT_SECRET_ACCEPTED',
    schema: secret.optional(),
    meaning:
      'second context secret, which is accepted and never signed with: the next one, or the one before, while it is replaced',
    secret: true,
  }),
  patronSecret: setting({
    variable: 'MERCIA_PATRON_SECRET',
    schema: secret.optional(),
    meaning:
      'secret of the hub, at least 32 characters, for personal data: sealed ids, account links, grants, tokens of readers; keep it, because what it sealed cannot be read without it; without it, no patron data',
    secret: true,
  }),
  patronSecretAccepted: setting({
    variable: 'MERCIA_PATRON_SECRET_ACCEPTED',
    schema: secret.optional(),
    meaning:
      'second secret for personal data, under which things are found and never written alone: the next one, or the one before, while it is replaced',
    secret: true,
  }),
  callerKey: setting({
    variable: 'MERCIA_CALLER_KEY',
    schema: keyText.optional(),
    meaning:
      'key of pages that run as a process of their own, by which the graph believes for whom they ask; `mercia keys console` prints it at the hub; without it, all their visitors together count as one caller',
    secret: true,
  }),
  contextKey: setting({
    variable: 'MERCIA_CONTEXT_KEY',
    schema: keyText.optional(),
    meaning:
      "an adapter server's own key, by which it recognises the hub; `mercia keys adapter-server` prints it at the hub",
    secret: true,
  }),
  contextKeyAccepted: setting({
    variable: 'MERCIA_CONTEXT_KEY_ACCEPTED',
    schema: keyText.optional(),
    meaning:
      "second key by which an adapter server recognises the hub, while the hub's secret is replaced; `mercia keys adapter-server` prints it",
    secret: true,
  }),
  readerKey: setting({
    variable: 'MERCIA_READER_KEY',
    schema: keyText.optional(),
    meaning:
      "an adapter server's own key, which seals the data of readers that it sends to the hub; `mercia keys adapter-server` prints it at the hub; without it, no data of readers",
    secret: true,
  }),
} as const;
