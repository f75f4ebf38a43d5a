/** Where an export is MARC and nothing more is known: copies where MARC 21 itself puts them. */
import type { Claim } from './preset.ts';
import { assumed } from './preset.ts';

export const MARC_852_CLAIMS: readonly Claim[] = [
  {
    that: 'the whole catalogue can be exported as MARC 21 by schedule, with a field for each copy',
    standing: assumed('librarians say so; no description of the export was found'),
    ask: 'Can the whole catalogue be exported as MARC 21 by schedule, with a field for each copy? Which field is it?',
    untilThen: 'titles are shown without copies.',
    settings: { copies: { tag: '852' } },
  },
  {
    that: 'that field has site, location, shelf mark and barcode in $a $b $h $p, as MARC 21 describes 852',
    standing: assumed('it is the standard; no file was seen'),
    ask: 'Which part of a copy is in which subfield: site, location, shelf mark, barcode, loan type, status, due date?',
    untilThen: 'copies are listed without what is elsewhere; those without a site are not shown.',
    settings: { copies: { subfields: { owner: 'a', location: 'b', callNumber: 'h', barcode: 'p' } } },
  },
];
