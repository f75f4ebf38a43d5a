import { describe, expect, it } from 'vitest';
import { createMarkFinder, Marks } from './marks.ts';

const marks = new Marks();
const surname = marks.hide('A', 'surname');
const mail = marks.hide('A', 'mail', 'mail');
marks.hide('B', 'surname');
marks.number('B', 'number');

const find = createMarkFinder(marks.all);
const around = (text: string, before: string): Buffer => Buffer.from(`${before}${text} and more`);

describe('createMarkFinder', () => {
  it('finds nothing where nothing is', () => {
    expect(find('Tainted, and 715 of 29715')).toEqual([]);
  });

  it('tells whose a text is, and where it was planted', () => {
    expect(find(`{"name":"${surname}"}`)).toEqual([{ owner: 'A', what: 'surname', text: surname, told: false }]);
  });

  it.each([
    ['in capitals', surname.toUpperCase()],
    ['in small letters', surname.toLowerCase()],
    ['in hexadecimal', around(surname, 'x').toString('hex')],
    ['in small letters, in hexadecimal', around(surname.toLowerCase(), 'x').toString('hex')],
    ...['', 'x', 'xx'].flatMap((before) => [
      [`in base64 behind ${String(before.length)} bytes`, around(surname, before).toString('base64')],
      [`in base64 for addresses behind ${String(before.length)} bytes`, around(surname, before).toString('base64url')],
    ]),
    ['as a part of an address', `?mail=${encodeURIComponent(mail)}`],
  ])('finds a text %s', (_how, text) => {
    expect(find(text)).toHaveLength(1);
  });

  it('never takes one mark for another', () => {
    for (const { text } of marks.all) expect(find(text)).toHaveLength(1);
  });
});
