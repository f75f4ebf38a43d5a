/** Both suites over an adapter that can be probed and nothing else, as every adapter begins; run by suite-of-bare-child.ts. */
import type { LmsAdapter } from '#contract/adapter.ts';
import { describeAdapter } from './describe-adapter.ts';
import { describePatrons } from './describe-patrons.ts';
import { createKohaReaders } from './koha-readers.ts';
import { createKohaSystem } from './koha-system.ts';

function bare(whole: LmsAdapter): LmsAdapter {
  return {
    system: whole.system,
    capabilities: [],
    probe: async (signal) => ({ ...(await whole.probe(signal)), capabilities: [] }),
    close: () => whole.close(),
  };
}

describeAdapter('bare', {
  create: async () => {
    const system = await createKohaSystem({ login: 'oauth' });
    return { ...system, createAdapter: (...given) => bare(system.createAdapter(...given)) };
  },
  logsIn: true,
  tells: [],
});

describePatrons('bare', {
  create: async () => {
    const system = await createKohaReaders({ login: 'oauth' });
    return { ...system, createAdapter: (...given) => bare(system.createAdapter(...given)) };
  },
});
