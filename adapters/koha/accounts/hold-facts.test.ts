import { describe, expect, it } from 'vitest';
import { siteOf, SYSTEM } from '../site.fixture.ts';
import { toHoldFacts } from './hold-facts.ts';
import { wirePatronHold, wireTitle } from './wire-accounts.ts';

const site = siteOf({ branches: { CPL: 'Centerville' } });

function hold(changes: Readonly<Record<string, unknown>> = {}, title = 'A guide /', framework = '', type = 'BK') {
  const row = { hold_id: 9, patron_id: 5, biblio_id: 3, item_id: null, priority: 2, status: null, ...changes };
  const record = wireTitle.parse({ biblio_id: 3, framework_id: framework, item_type: type, title, subtitle: null });
  return toHoldFacts(site, wirePatronHold.parse(row), record);
}

describe('a hold', () => {
  it.each([
    [{ status: null }, 'QUEUED', 2],
    [{ status: null, suspended: true }, 'SUSPENDED', 2],
    [{ status: 'W', priority: 0 }, 'READY', null],
    [{ status: 'T', priority: 0 }, 'IN_TRANSIT', null],
    [{ status: 'P', priority: 0 }, 'IN_TRANSIT', null],
    [{ status: 'X', priority: 0 }, 'UNKNOWN', null],
  ])('with %o is %s', (row, status, queuePosition) => {
    expect(hold(row)).toMatchObject({ status, queuePosition });
  });

  it('is wanted until a day while it waits, and kept until a day when it is ready', () => {
    const expiring = { expiration_date: '2026-12-01' };

    expect(hold(expiring)).toMatchObject({ neededBy: '2026-12-01', expiresOn: null });
    expect(hold({ ...expiring, status: 'W' })).toMatchObject({ neededBy: null, expiresOn: '2026-12-01' });
  });

  it('has no day that the calendar does not have', () => {
    expect(hold({ expiration_date: '0000-00-00' })).toMatchObject({ neededBy: null });
    expect(hold({ expiration_date: '2026-02-31', status: 'W' })).toMatchObject({ expiresOn: null });
  });

  it('names the copy that was caught, whose number is a string, and the place to collect it', () => {
    expect(hold({ status: 'W', item_id: '1055', pickup_library_id: 'CPL' })).toMatchObject({
      item: `${SYSTEM}:item:1055`,
      pickup: { code: 'CPL', name: 'Centerville', siteCode: 'CPL' },
    });
  });

  it('has its title without the punctuation of cataloguers, and none for a record of an interlibrary loan', () => {
    expect(hold().title).toBe('A guide');
    expect(hold({}, 'For Dr Quillfeather: a guide /', 'ILL').title).toBeNull();
    expect(hold({}, 'For Dr Quillfeather: a guide /', '', 'ILL').title).toBeNull();
  });
});
