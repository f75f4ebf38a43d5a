/** Faults of the database: every system is shown live all the same, and nothing untrue is shown. */
import type { Random } from '#simulators/random.ts';
import type { TcpProxy } from '#conformance/wire/tcp-proxy.ts';

export const DATABASE_KINDS = ['database: down', 'database: hang', 'database: reset'] as const;

export interface DatabaseFault {
  readonly kind: (typeof DATABASE_KINDS)[number];
  begin(): Promise<void>;
  end(): Promise<void>;
}

export function chooseDatabaseFault(wire: TcpProxy, random: Random): DatabaseFault {
  const kind = random.one(DATABASE_KINDS);
  if (kind === 'database: down') return { kind, begin: () => wire.stop(), end: () => wire.start() };
  const mode = kind === 'database: hang' ? 'hang' : 'reset';
  return {
    kind,
    begin: async () => {
      wire.setMode(mode);
    },
    end: async () => {
      wire.setMode('pass');
    },
  };
}
