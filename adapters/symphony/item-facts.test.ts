import { createId } from '#domain/ids.ts';
import { describe, expect, it } from 'vitest';
import { toItemFacts } from './item-facts.ts';
import { readItemId } from './item-ids.ts';
import { POLICIES, SHELVES, SYSTEM, copyOf, siteOf } from './site.fixture.ts';

describe('the facts of a copy', () => {
  it('name places and types in the words of the policies, and the state in its location', () => {
    const facts = toItemFacts(siteOf(SHELVES), POLICIES, copyOf({ currentLocation: 'CHECKEDOUT' }));

    expect(facts).toMatchObject({
      id: 'sym:item:476022:30001000000017',
      status: 'ON_LOAN',
      statusAtSource: 'CHECKEDOUT',
      itemType: 'Book',
      permanentLocation: { code: 'STACKS', name: 'Open shelves', siteCode: 'MAIN' },
      currentLocation: null,
    });
  });

  it('name no present place of a copy that is lent, wherever its location says that it is', () => {
    const facts = toItemFacts(siteOf(SHELVES), POLICIES, copyOf({ currentLocation: 'STACKS', dueDate: '2026-12-15' }));

    expect(facts).toMatchObject({ status: 'ON_LOAN', permanentLocation: { code: 'STACKS' }, currentLocation: null });
  });

  it('find the copy again by an id with colons in it, its own or the one of the system', () => {
    expect(readItemId(createId(SYSTEM, 'item', '476022:30001000000017'))).toEqual({
      titleId: '476022',
      barcode: '30001000000017',
    });
    expect(readItemId(createId(SYSTEM, 'item', '476022:46:1'))).toEqual({ key: '476022:46:1' });
    expect(readItemId(createId(SYSTEM, 'item', 'no number'))).toBeNull();
  });
});
