import { describe, expect, it } from 'vitest';
import { siteOf } from '../site.fixture.ts';
import { blocksOf, expiryOf } from './blocks.ts';
import { wireStanding } from './wire-accounts.ts';

const TODAY = '2026-11-24';

describe('what blocks a reader', () => {
  const codes = (fields: object, settings: object = {}) => {
    const reader = wireStanding.parse({ key: '5', standing: { key: 'OK' }, ...fields });
    return blocksOf(siteOf({ patrons: settings }), reader, TODAY)?.map(({ code }) => code) ?? null;
  };

  it.each<readonly [string, object, unknown]>([
    ['is nothing in good standing', {}, []],
    ['is nothing for who is only warned', { standing: { key: 'DELINQUENT' } }, []],
    ['is the bar', { standing: { key: 'BARRED' } }, ['BARRED']],
    ['is the day of expiry', { privilegeExpiresDate: TODAY }, ['EXPIRED']],
    ['is not the day before it', { privilegeExpiresDate: '2026-11-25' }, []],
    ['is both', { privilegeExpiresDate: '2020-01-01', standing: { key: 'BLOCKED' } }, ['EXPIRED', 'OTHER']],
    ['is not known by a standing that nobody mapped', { standing: { key: 'STAFFHELP' } }, null],
    ['is known all the same when it expired', { standing: null, privilegeExpiresDate: '2020-01-01' }, ['EXPIRED']],
    ['is not known without a standing', { standing: null }, null],
  ])('%s', (_what, fields, expected) => {
    expect(codes(fields)).toEqual(expected);
  });

  it('is what the site says of its own standings', () => {
    expect(codes({ standing: { key: 'LOSTCARD' } }, { standings: { LOSTCARD: 'CARD_LOST' } })).toEqual(['CARD_LOST']);
  });

  it.each(['2999-12-31', '2999-02-01'])('never expires on %s', (privilegeExpiresDate) => {
    expect(expiryOf(wireStanding.parse({ key: '5', privilegeExpiresDate }))).toBeNull();
  });
});
