/**
 * The demonstration's region file with the addresses that its systems answer at. Nothing here starts or imports a simulator, so
 * a part that runs apart from the simulated systems reads it without them.
 */
import { isLoopbackHost } from '#platform/loopback.ts';
import { readFileSync } from 'node:fs';
import { DEMO_SECRETS } from './secrets.ts';

/** The addresses that `region.yaml` has, in its order. */
const WRITTEN_ADDRESS = {
  'koha-a': 'http://127.0.0.1:4101',
  'koha-b': 'http://127.0.0.1:4102',
  'koha-c': 'http://127.0.0.1:4103',
  'symphony-d': 'http://127.0.0.1:4104',
  'export-e': 'http://127.0.0.1:4105',
  'export-f': 'http://127.0.0.1:4106',
  'export-f-sip2': 'tcp://127.0.0.1:4107',
} as const;

export type DemoServerId = keyof typeof WRITTEN_ADDRESS;
/** Everything that listens, in the order of its ports; the issuer of tokens stands behind them. */
export const DEMO_SERVERS = Object.keys(WRITTEN_ADDRESS) as readonly DemoServerId[];

/** Whom the tokens of the demonstration's issuer are for. */
export const DEMO_AUDIENCE = 'mercia-demo';

/** A region file and the secrets that it names. */
export interface DescribedDemo {
  readonly regionText: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The region whose systems run apart on one host, one after the other on the ports from the first on. With `signIn` it names
 * the issuer, on the port behind them: only the demonstration itself takes a region that does.
 */
export function describeDemoRegion(
  host: string,
  firstPort: number,
  { signIn = false }: { readonly signIn?: boolean } = {},
): DescribedDemo {
  const systems = DEMO_SERVERS.map((id, index) => {
    const { protocol } = new URL(WRITTEN_ADDRESS[id]);
    return { id, url: `${protocol}//${host}:${firstPort + index}` };
  });
  // Whoever reaches the issuer can sign in as anybody: it is on this machine, or there is none.
  const hasIssuer = signIn && isLoopbackHost(host);
  const issuer = hasIssuer ? `http://127.0.0.1:${firstPort + DEMO_SERVERS.length}` : null;
  return { regionText: regionTextFor(systems, issuer), env: DEMO_SECRETS };
}

export function regionTextFor(
  systems: readonly { readonly id: DemoServerId; readonly url: string }[],
  issuer: string | null,
): string {
  const text = readFileSync(new URL('region.yaml', import.meta.url), 'utf8');
  // All at once: an address may be another's written one, where ports were moved by a few.
  const moved = text.replaceAll(/(?:http|tcp):\/\/127\.0\.0\.1:\d+/g, (written) => {
    const system = systems.find(({ id }) => WRITTEN_ADDRESS[id] === written);
    return system?.url ?? written;
  });
  return issuer === null ? moved : `${moved}${identityText(issuer)}`;
}

/** What the region file says of identity when the issuer runs. */
export function identityText(issuer: string): string {
  return `
identity:
  issuers:
    - issuer: ${issuer}
      audience: ${DEMO_AUDIENCE}
      development: true
      rolesClaim: roles
      roles: { library-desk: staff, library-migration: migration, library-systems: operator }
      librariesClaim: eduPersonScopedAffiliation
      libraries: { severnhythe.example: severnhythe }
`;
}
