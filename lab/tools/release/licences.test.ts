import { expect, it } from 'vitest';
import { listLicences } from './licences.ts';

it('names packages without a licence, or with one that nobody has read, and no others', () => {
  const components = [
    { name: 'both', version: '1.0.0', licenses: [{ expression: '(MIT OR CC0-1.0)' }] },
    { name: 'plain', version: '1.0.0', licenses: [{ license: { id: 'ISC' } }] },
    { name: 'strict', version: '2.0.0', licenses: [{ license: { id: 'AGPL-3.0-only' } }] },
    { name: 'silent', version: '3.0.0' },
  ];

  const { lines, unread } = listLicences({ components });

  expect(lines).toHaveLength(4);
  expect(unread).toEqual(['strict 2.0.0 AGPL-3.0-only', 'silent 3.0.0 no licence']);
});
