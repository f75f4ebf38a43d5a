import { describe, expect, it } from 'vitest';
import { cardText, emailText, nameAndBirthText } from './reader-identity.ts';

const birthDate = '1980-03-01';

describe('the name and birth date of a reader', () => {
  it.each([
    ["O'Neill", 'Siobhán Mary'],
    ['O’NEILL', 'Dr Siobhan'],
    [' O Neill ', 'siobhan m.'],
  ])('are one text for %s, %s', (surname, forenames) => {
    expect(nameAndBirthText({ surname, forenames, birthDate })).toBe('o neill|siobhan|1980-03-01');
  });

  it.each([
    [null, 'Ann', birthDate],
    ['Lee', '', birthDate],
    ['Lee', 'Dr', birthDate],
    ['Lee', 'Ann', null],
    ['Lee', 'Ann', '1900-01-01'],
    ['Lee', 'Ann', '01/03/1980'],
  ])('are nothing where one of %s, %s, %s says nothing', (surname, forenames, date) => {
    expect(nameAndBirthText({ surname, forenames, birthDate: date })).toBeNull();
  });

  it('keeps apart two people of one name', () => {
    const reader = { surname: 'Lee', forenames: 'Ann' };

    expect(nameAndBirthText({ ...reader, birthDate })).not.toBe(
      nameAndBirthText({ ...reader, birthDate: '1980-03-02' }),
    );
  });
});

describe('the e-mail address of a reader', () => {
  it('is one text however it is written', () => {
    expect(emailText(' Ann.Lee@Example.ORG ')).toBe('ann.lee@example.org');
  });

  it.each([null, '', 'none', 'ann@', 'ann lee@example.org'])('is nothing where it is %s', (email) => {
    expect(emailText(email)).toBeNull();
  });
});

describe('the number of a card', () => {
  it.each(['ab 0012-x', ' AB0012-X ', 'Ab\u00a00012-x'])('is one text however it is written: %s', (card) => {
    expect(cardText(card)).toBe('AB0012-X');
  });

  it('keeps its leading zeros', () => {
    expect(cardText('007')).not.toBe(cardText('7'));
  });

  it.each([null, '', '  ', '--'])('is nothing where it is %s', (card) => {
    expect(cardText(card)).toBeNull();
  });
});
