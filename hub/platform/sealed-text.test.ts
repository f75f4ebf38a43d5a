import { describe, expect, it } from 'vitest';
import { deriveKey } from './derived-key.ts';
import { createSealer } from './sealed-text.ts';

const SECRET = 'a secret that is at least thirty-two bytes long';
const sealer = createSealer(deriveKey(SECRET, 'ids'));

describe('a sealed text', () => {
  it('opens to what was sealed, whatever it holds', () => {
    expect(sealer.open(sealer.seal('476022:46:1:1 é', 'koha-a'), 'koha-a')).toBe('476022:46:1:1 é');
  });

  it('is the same each time where it must be stable, and another each time else', () => {
    expect(sealer.sealStably('5', 'koha-a')).toBe(sealer.sealStably('5', 'koha-a'));
    expect(sealer.seal('5', 'koha-a')).not.toBe(sealer.seal('5', 'koha-a'));
  });

  it('is another text at another system', () => {
    expect(sealer.sealStably('5', 'koha-a')).not.toBe(sealer.sealStably('5', 'koha-b'));
  });

  it('has no colon, so that an id can hold it', () => {
    expect(sealer.sealStably('5:1', 'koha-a')).toMatch(/^[\w-]+$/);
  });

  it.each([
    ['nothing', ''],
    ['a number', '5'],
    ['another system’s', sealer.sealStably('5', 'koha-b')],
    ['another use’s', createSealer(deriveKey(SECRET, 'links')).sealStably('5', 'koha-a')],
    ['a changed one', `A${sealer.sealStably('5', 'koha-a').slice(1)}`],
  ])('does not open %s', (_what, sealed) => {
    expect(sealer.open(sealed, 'koha-a')).toBeNull();
  });
});

it('refuses a secret that is too short', () => {
  expect(() => deriveKey('short', 'ids')).toThrow('32 bytes');
});
