/** Records with marks in every field that is not for the public, and records that should not be there at all. */
import type { MarcField, MarcRecord } from '#marc/marc-record.ts';
import type { Marks, Owner } from './marks.ts';

/** What every system of the region has; the first has an ISBN that all share. */
export const TITLES = ['Nursing the Fens', 'Anatomy of Rivers', 'Midwifery on Foot', 'Wounds and Weather'] as const;
export const SHARED_ISBN = '9780306406157';

interface Notes {
  readonly owner: Owner;
  readonly marks: Marks;
  readonly what: string;
}

/** A title for everybody, with notes that are not. */
export function sharedTitle(title: (typeof TITLES)[number], { owner, marks, what }: Notes): MarcRecord {
  const hide = (place: string): string => `see ${marks.hide(owner, `${what} ${place}`)}`;
  return {
    leader: '00000nam a2200000 a 4500',
    fields: [
      { tag: '008', value: '200101s2020    enk           000 0 eng d' },
      ...(title === TITLES[0] ? [data('020', '  ', ['a', SHARED_ISBN])] : []),
      data('100', '1 ', ['a', 'Fenwright, Ada']),
      data('245', '10', ['a', `${title} /`]),
      data('260', '  ', ['a', 'Ely'], ['b', 'Fen Press'], ['c', '2020']),
      data('541', '0 ', ['a', hide('541')]),
      data('561', '0 ', ['a', hide('561')]),
      data('583', '  ', ['a', 'check'], ['x', hide('583 x')]),
      data('590', '  ', ['a', hide('590')]),
      data('852', '  ', ['x', hide('852 x')]),
      data('900', '  ', ['a', hide('900')]),
    ],
  };
}

/** What a desk types in to lend a book from elsewhere: a title and, against all advice, who wants it. */
export function loanFromElsewhere(owner: Owner, marks: Marks, what: string): MarcRecord {
  return {
    leader: '00000nam a22000007a 4500',
    fields: [
      { tag: '008', value: '200101nuuuuuuuuxx            000 0 und d' },
      data('020', '  ', ['a', SHARED_ISBN]),
      data('245', '00', ['a', `From elsewhere for ${marks.tell(owner, `${what} title`)}`]),
      data('500', '  ', ['a', `Asked for by ${marks.hide(owner, `${what} 500`)}`]),
      data('942', '  ', ['2', 'ddc'], ['c', 'BK']),
    ],
  };
}

/** A record that its library hides from the public, not for a loan: nobody is shown it, and it may name somebody all the same. */
export function hiddenRecord(owner: Owner, marks: Marks, what: string): MarcRecord {
  return {
    leader: '00000nam a2200000 a 4500',
    fields: [
      { tag: '008', value: '200101s2020    enk           000 0 eng d' },
      data('245', '10', ['a', `Set aside for ${marks.hide(owner, `${what} title`)}`]),
      data('942', '  ', ['c', 'BK'], ['n', '1']),
    ],
  };
}

/** A record that cannot be read as Koha's REST writes it, with somebody's name in it: a control character stands where none may. */
export function unreadableRecord(owner: Owner, marks: Marks, what: string): MarcRecord {
  return {
    leader: '00000nam a2200000 a 4500',
    fields: [data('245', '10', ['a', `Typed in for\u0008 ${marks.hide(owner, `${what} title`)}`])],
  };
}

function data(tag: string, indicators: string, ...subfields: (readonly [code: string, value: string])[]): MarcField {
  const [ind1 = ' ', ind2 = ' '] = indicators;
  return { tag, ind1, ind2, subfields: subfields.map(([code, value]) => ({ code, value })) };
}
