import { expect, it } from 'vitest';
import { siteOf } from '../site.fixture.ts';
import { itemIdOf } from './loan-facts.ts';

it('names a copy without a number by the key of the system', () => {
  expect(itemIdOf(siteOf(), { key: '476022:46:1', barcode: null })).toBe('sym:item:476022:46:1');
});
