import { createAdapters, type AdapterPlan } from '#cli/region/adapters.ts';
import { readDemoRegion } from '#cli/region/region-source.ts';
import { describeDemoRegion } from '#demo/region-text.ts';
import { loadSettings } from '#platform/config.ts';
import { createLogger } from '#platform/logger.ts';
import { afterEach, describe, expect, it } from 'vitest';

const SECRET = { MERCIA_CONTEXT_SECRET: 'the secret of a region whose parts run apart' };
const SERVER = 'http://127.0.0.1:9';
const logger = createLogger('silent');
const opened: { close(): Promise<void> }[] = [];

/** The demonstration region with an adapter server for one system, on a machine that has no credentials but these. */
function open(
  environment: Readonly<Record<string, string>>,
  plan: AdapterPlan = {},
  secrets: Readonly<Record<string, string>> = {},
): readonly string[] {
  const { regionText } = describeDemoRegion('127.0.0.1', 4101);
  const withServer = regionText.replace(/( +)(address: http:\/\/127.0.0.1:4101)/, `$1$2\n$1adapterServer: ${SERVER}/`);
  const source = { ...readDemoRegion({ regionText: withServer, secrets }), fileName: 'region.yaml' };
  const adapters = createAdapters(source, loadSettings({}, environment), logger, plan);
  opened.push(adapters);
  return [...adapters.adapters].filter(([, adapter]) => 'learn' in adapter).map(([id]) => id);
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

describe('where a system is asked', () => {
  it('is its adapter server, for which no credential is needed here', () => {
    expect(open(SECRET, { only: ['koha-a'] })).toEqual(['koha-a']);
  });

  it('is the system itself in the adapter server, which needs its credentials', () => {
    expect(() => open(SECRET, { only: ['koha-a'], hosted: true })).toThrow(
      /region.yaml names environment variables that are not set:\n {2}koha-a: DEMO_KOHA_A_CLIENT_ID/,
    );
    expect(open(SECRET, { only: ['koha-a'], hosted: true }, describeDemoRegion('127.0.0.1', 4101).env)).toEqual([]);
  });

  it('is what the setting says, before the region file', () => {
    const { env } = describeDemoRegion('127.0.0.1', 4101);

    expect(open({ ...SECRET, MERCIA_ADAPTER_SERVERS: `koha-b=${SERVER}` }, {}, env)).toEqual(['koha-a', 'koha-b']);
    expect(open({ MERCIA_ADAPTER_SERVERS: 'none' }, {}, env)).toEqual([]);
  });

  it('must be known, and shared secrets set', () => {
    const { env } = describeDemoRegion('127.0.0.1', 4101);

    expect(() => open({ ...SECRET, MERCIA_ADAPTER_SERVERS: `koha-z=${SERVER}` }, {}, env)).toThrow(
      /No such system: koha-z/,
    );
    expect(() => open({}, { only: ['koha-a'] })).toThrow(
      /koha-a is asked through its adapter server: set MERCIA_CONTEXT_SECRET/,
    );
    expect(() => loadSettings({}, { MERCIA_ADAPTER_SERVERS: 'koha-a' })).toThrow(/SYSTEM=http:\/\/HOST:PORT/);
  });
});
