import { expect, it } from 'vitest';
import { parseDescription, toStoredDescription, type RecordDescription } from './description.ts';
import { describeRecord } from './normalise/describe-record.ts';

const bare = describeRecord({
  leader: '00000nam a2200000 a 4500',
  fields: [{ tag: '245', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: 'Burns' }] }],
});
const full: RecordDescription = {
  ...bare,
  publisher: 'Plon',
  pages: 0,
  online: true,
  otherYears: [1931],
  identifiers: { ...bare.identifiers, isbns: ['9780702075551'] },
  partOf: [],
  evidence: { ...bare.evidence, illustrated: false, carrier: 'disc', bindings: [], openSet: false },
};

it.each([bare, full])('says the same when it is read as when it was stored (%#)', (description) => {
  expect(parseDescription(JSON.stringify(toStoredDescription(description)))).toEqual(description);
});

it('reads what was stored whole', () => {
  expect(parseDescription(JSON.stringify(full))).toEqual(full);
});

it('stores nothing of what a record does not say', () => {
  const stored = JSON.stringify(toStoredDescription(bare));

  expect(stored).not.toMatch(/null|"(creators|online|pages|isbns|reprint)"/);
  expect(stored.length).toBeLessThan(JSON.stringify(bare).length / 2);
});
