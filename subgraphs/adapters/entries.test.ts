import { expect, it } from 'vitest';
import { adapterFolders, findMissingEntries } from './entries.ts';

const entered = {
  registered: ['koha', 'innovative-sierra'],
  capabilities: '# What\n\n| capability | what | Koha | Innovative Sierra |\n| --- | --- | --- | --- |\n',
  glossary: '| Mercia | meaning | Koha | Innovative Sierra | not |\n',
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
    expect.stringContaining('docs/capabilities.md'),
    expect.stringContaining('docs/glossary.md'),
    expect.stringContaining('tests/conformance/cuckoo.test.ts'),
  ]);
});

it('takes no file without the suite for a conformance test, and no other heading for a column', () => {
  const told = findMissingEntries(kinds, {
    ...entered,
    capabilities: '| capability | Kohas | Innovative Sierra |\n\n| Koha |\n',
    conformance: new Map([...entered.conformance, ['koha.test.ts', '']]),
  });

  expect(told).toEqual([
    expect.stringContaining('koha has no column in the table of docs/capabilities.md'),
    expect.stringContaining('koha does not run the conformance suite'),
  ]);
});

it('names a kind that is registered from elsewhere', () => {
  expect(findMissingEntries(['koha'], entered)).toEqual([expect.stringContaining('innovative-sierra is registered')]);
});

it('takes every folder for a kind that is not known to hold none', () => {
  expect(adapterFolders()).toEqual(['koha', 'symphony']);
});
