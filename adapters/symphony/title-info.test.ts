import { describe, expect, it } from 'vitest';
import { readTitles } from './title-info.ts';

describe('the XML of titles', () => {
  it('costs one title where one copy cannot be read', () => {
    const item = (inside: string) => `<CallInfo><libraryID>MAIN</libraryID><ItemInfo>${inside}</ItemInfo></CallInfo>`;
    const titles = readTitles(
      '<LookupTitleInfoResponse>' +
        `<TitleInfo><titleID>1</titleID>${item('<itemID>a</itemID>')}</TitleInfo>` +
        `<TitleInfo><titleID>2</titleID>${item('<itemID>b</itemID><currentLocationID>STACKS</currentLocationID><staffNote>secret</staffNote>')}</TitleInfo>` +
        '<TitleInfo><titleID>3</titleID></TitleInfo>' +
        '</LookupTitleInfoResponse>',
    );

    if (typeof titles === 'string') throw new Error(titles);
    expect(titles.get('1')).toHaveProperty('unreadable');
    expect(titles.get('2')).toMatchObject({ exists: true, copies: [{ barcode: 'b', library: 'MAIN' }] });
    expect(JSON.stringify(titles.get('2'))).not.toContain('secret');
    expect(titles.get('3')).toMatchObject({ exists: false });
  });

  it.each(['<html><body>busy</body></html>', '<LookupTitleInfoResponse><TitleInfo>', 'busy'])('is not %s', (text) => {
    expect(typeof readTitles(text)).toBe('string');
  });
});
