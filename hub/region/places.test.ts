import { describe, expect, it } from 'vitest';
import type { Library } from '#domain/region.ts';
import { faultsOf, load, shire } from './shire.fixture.ts';

/** A file whose first library, or its only site, says something of where it is. */
const fileWith = (keys: string, of: 'library' | 'site' = 'library'): string => shire({ [of]: keys });
const libraryOf = (text: string): Library | undefined => load(text).libraries[0];

const FULL = `contact: { telephone: 01632 960001 ext 4, email: library@example.org, website: 'https://example.org/library' }
address: { lines: [The Mill, Water Lane], town: Hobbiton, postcode: ZX1 1AA, country: The Shire }
coordinates: { latitude: -37.87, longitude: 175.68 }
hours: { monday: 08:30-17:00, tuesday: [09:00-12:30, 13:30-17:00], sunday: 00:00-24:00 }
closures: [{ from: 2026-12-24, to: 2027-01-02, note: Winter }, { from: 2028-01-01 }]`;
const READ = {
  contact: { telephone: '01632 960001 ext 4', email: 'library@example.org', website: 'https://example.org/library' },
  address: { lines: ['The Mill', 'Water Lane'], town: 'Hobbiton', postcode: 'ZX1 1AA', country: 'The Shire' },
  coordinates: { latitude: -37.87, longitude: 175.68 },
  hours: {
    monday: [{ from: 510, to: 1020 }],
    tuesday: [
      { from: 540, to: 750 },
      { from: 810, to: 1020 },
    ],
    sunday: [{ from: 0, to: 1440 }],
  },
  closures: [
    { from: '2026-12-24', to: '2027-01-02', note: 'Winter' },
    { from: '2028-01-01', to: null, note: null },
  ],
};

describe('where a library is, in a region file', () => {
  it('is said of a library as of a site', () => {
    expect(libraryOf(fileWith(FULL))).toMatchObject(READ);
    expect(libraryOf(fileWith(FULL, 'site'))?.sites[0]).toMatchObject(READ);
  });

  it('is unknown where the file says nothing', () => {
    const library = libraryOf(fileWith(''));

    for (const key of Object.keys(READ)) {
      expect(library).not.toHaveProperty(key);
      expect(library?.sites[0]).not.toHaveProperty(key);
    }
  });

  it('may be in a time zone of its own', () => {
    expect(libraryOf(fileWith('timeZone: Pacific/Auckland'))?.timeZone).toBe('Pacific/Auckland');
    expect(faultsOf(fileWith('timeZone: Bree'))).toEqual([
      '7 libraries[0].timeZone: this is not an IANA time zone; write it like Europe/London',
    ]);
  });

  it.each([
    ['latitude: 91, longitude: 100', 'latitude is -90 to 90 and longitude is -180 to 180 degrees'],
    ['latitude: 51, longitude: -181', 'latitude is -90 to 90 and longitude is -180 to 180 degrees'],
    [
      'latitude: 175.68, longitude: -37.87',
      'latitude is -90 to 90 and longitude is -180 to 180 degrees; they look swapped',
    ],
    [
      'latitude: 0, longitude: 0.0',
      'latitude 0 and longitude 0 are in the sea, where no library is; leave coordinates out if they are not known',
    ],
  ])('refuses coordinates of no place: %s', (point, message) => {
    expect(faultsOf(fileWith(`coordinates: { ${point} }`))).toEqual([`7 libraries[0].coordinates: ${message}`]);
    expect(faultsOf(fileWith(`coordinates: { ${point} }`, 'site'))).toEqual([
      `11 libraries[0].sites[0].coordinates: ${message}`,
    ]);
  });

  it.each([
    ['coordinates: { latitude: "51,5", longitude: 0 }', 'coordinates.latitude: must be a number, but is a text'],
    ['coordinates: { latitude: .nan, longitude: 0 }', 'coordinates.latitude: must be a number, but is not finite'],
    ['coordinates: { latitude: 1e309, longitude: 0 }', 'coordinates.latitude: must be a number, but is not finite'],
    ['coordinates: { latitude: 51.5 }', 'coordinates.longitude: is missing | give a number'],
    [
      'coordinates: { lat: 51.5, latitude: 1, longitude: 0 }',
      'coordinates.lat: unknown key | did you mean "latitude"?',
    ],
    ['contact: { telephone: 01632960001 }', 'contact.telephone: must be a text, but is a number | put it in quotes'],
    [
      'contact: { telephone: ring the bell }',
      'contact.telephone: a telephone number is digits and spaces, like "01632 960123" or "+44 1632 960123 ext 4"',
    ],
    ['contact: { email: at the door }', 'contact.email: an e-mail address is written name@example.org'],
    [
      'contact: { website: www.example.org }',
      'contact.website: a website is an address that begins with http:// or https://',
    ],
    [
      'contact: { website: "javascript:alert(1)" }',
      'contact.website: a website is an address that begins with http:// or https://',
    ],
    ['contact: { phone: "1" }', 'contact.phone: unknown key | known here: telephone, email, website'],
    ['address: {}', 'address: an address has lines, a town or a postcode'],
    ['address: { postcode: 1010 }', 'address.postcode: must be a text, but is a number | put it in quotes'],
    ['address: { lines: [" "] }', 'address.lines[0]: has no readable text'],
    [
      'hours: { monday: 17:00-08:30 }',
      'hours.monday: hours are written like 08:30-17:00, the earlier first, 24:00 at most',
    ],
    ['hours: { monday: 9-17 }', 'hours.monday: hours are written like 08:30-17:00, the earlier first, 24:00 at most'],
    [
      'hours: { monday: [08:00-24:30] }',
      'hours.monday[0]: hours are written like 08:30-17:00, the earlier first, 24:00 at most',
    ],
    ['hours: { mondy: 08:30-17:00, friday: 08:30-17:00 }', 'hours.mondy: unknown key | did you mean "monday"?'],
    ['hours: {}', 'hours: a library is open on one day at least'],
    ['closures: [{ from: 2026-12-24, to: 2026-12-01 }]', 'closures[0]: a closure does not end before it begins'],
    ['closures: [{ from: Christmas }]', 'closures[0].from: a date is written YYYY-MM-DD'],
    ['closures: [{ from: 2026-02-30 }]', 'closures[0].from: a date is written YYYY-MM-DD'],
  ])('refuses %s', (keys, fault) => {
    expect(faultsOf(fileWith(keys))).toEqual([`7 libraries[0].${fault}`]);
  });

  it('may name a form that is filled with what is known of a title', () => {
    const form = 'https://example.org/request?title={title}&isbn={isbn}';

    expect(libraryOf(fileWith(`requestForm: ${form}`))?.requestForm).toBe(form);
    expect(faultsOf(fileWith('requestForm: mailto:library@example.org?subject=Request&body={citation}'))).toEqual([]);
  });

  it.each([
    ['http://example.org/', 'a request form is an address that begins with https:// or mailto:'],
    ['javascript:alert(1)', 'a request form is an address that begins with https:// or mailto:'],
    [
      'https://example.org/?reader={card}',
      'an address of a request form has places for a title alone: {title}, {author}, {edition}, {publisher}, {year}, {isbn}, {issn}, {citation}',
    ],
    ['https://{title}.example.org/', 'what is known of the title stands after the ?, never before it'],
    ['https://example.org:port/', 'this address cannot be read'],
    ['https://me:secret@example.org/', 'an address holds no user name and no password'],
    ['mailto:nobody?body={citation}', 'mailto: is followed by one e-mail address'],
  ])('refuses as a request form %s', (address, message) => {
    expect(faultsOf(fileWith(`requestForm: "${address}"`))).toEqual([`7 libraries[0].requestForm: ${message}`]);
  });

  it('refuses a bank holiday that is no day', () => {
    expect(faultsOf(shire({ region: ', bankHolidays: [Easter]' }))).toEqual([
      '2 region.bankHolidays[0]: a date is written YYYY-MM-DD',
    ]);
  });
});
