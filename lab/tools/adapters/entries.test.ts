import { adapterKinds } from '#adapters/registry.ts';
import { expect, it } from 'vitest';
import { adapterFolders, findMissingEntries } from './entries.ts';

const entered = {
  registered: new Map([
    ['koha', { isLive: true }],
    ['innovative-sierra', { isLive: false }],
  ]),
  simulated: new Map([
    ['koha', { isDrilled: true }],
    ['innovative-sierra', { isDrilled: false }],
  ]),
  glossary: '| Mercia | meaning | Koha | Innovative Sierra | not |\n',
  simulators: 'npx mercia simulate koha --records\nnpx mercia simulate innovative-sierra --records\n',
  conformance: new Map([
    ['koha.test.ts', "describeAdapter('Koha', {})"],
    ['innovative-sierra.test.ts', "describeAdapter('Sierra', {})"],
  ]),
};
const kinds = ['innovative-sierra', 'koha'];

it('asks nothing of kinds that are entered everywhere', () => {
  expect(findMissingEntries(kinds, entered)).toEqual([]);
});

it('names each place at which a new kind is not entered', () => {
  const told = findMissingEntries([...kinds, 'cuckoo'], entered);

  expect(told).toEqual([
    expect.stringContaining('cuckoo is not registered'),
    expect.stringContaining('cuckoo cannot be simulated'),
    expect.stringContaining('mercia simulate cuckoo'),
    expect.stringContaining('docs/glossary.md'),
    expect.stringContaining('tests/conformance/cuckoo.test.ts'),
  ]);
});

it('takes no file without the suite for a conformance test, and no other heading for a column', () => {
  const told = findMissingEntries(kinds, {
    ...entered,
    glossary: '| Mercia | Kohas | Innovative Sierra |\n\n| Koha |\n',
    conformance: new Map([...entered.conformance, ['koha.test.ts', '']]),
  });

  expect(told).toEqual([
    expect.stringContaining('koha has no column in the table of docs/glossary.md'),
    expect.stringContaining('koha does not run the conformance suite'),
  ]);
});

it('wants a kind drilled that tells how copies stand', () => {
  const told = findMissingEntries(kinds, {
    ...entered,
    simulated: new Map([...entered.simulated, ['koha', { isDrilled: false }]]),
  });

  expect(told).toEqual([expect.stringContaining('koha tells how copies stand and is not drilled')]);
});

it('names a kind that is registered, or simulated, from elsewhere', () => {
  expect(findMissingEntries(['koha'], entered)).toEqual([
    expect.stringContaining('innovative-sierra is registered'),
    expect.stringContaining('innovative-sierra can be simulated'),
  ]);
});

it('takes every folder for a kind that is not known to hold none', () => {
  expect(adapterFolders()).toEqual([...adapterKinds.keys()].toSorted());
});
