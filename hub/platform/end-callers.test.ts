import { describe, expect, it } from 'vitest';
import { createEndCallers } from './end-callers.ts';

const callers = createEndCallers(Buffer.alloc(32, 1));
const others = createEndCallers(Buffer.alloc(32, 2));

describe('the name of a caller', () => {
  it('is the same each time, says nothing, and is another one under another key', () => {
    expect(callers.ofAddress('192.0.2.1')).toBe(callers.ofAddress('192.0.2.1'));
    expect(callers.ofAddress('192.0.2.1')).toMatch(/^[\w-]{16}$/);
    expect(callers.ofAddress('192.0.2.1')).not.toBe(others.ofAddress('192.0.2.1'));
    expect(callers.ofAddress('192.0.2.1')).not.toBe(callers.ofAddress('192.0.2.2'));
    expect(callers.ofAddress('192.0.2.1')).not.toBe(callers.ofCredential('192.0.2.1'));
  });

  it.each([
    ['2001:db8:0:1::1', '2001:DB8::1:ffff:0:0:9', true],
    ['2001:db8::', '2001:db8:0:0:1:2:3:4', true],
    ['2001:db8:0:1::1', '2001:db8:0:2::1', true],
    ['2001:db8:0:1234::1', '2001:db8:0:12ff::1', true],
    ['2001:db8:0:1ff::1', '2001:db8:0:200::1', false],
    ['fe80::1%eth0', 'fe80::2', true],
    ['::1', '::2', true],
    ['::ffff:192.0.2.1', '192.0.2.1', true],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.2', false],
  ])('of %s is that of %s: %s', (one, other, isSame) => {
    expect(callers.ofAddress(one) === callers.ofAddress(other)).toBe(isSame);
  });
});

describe('whom a part of Mercia asks for', () => {
  it('is read as it was said', () => {
    const askedFor = { caller: callers.ofAddress('192.0.2.1'), limited: true, owes: true };

    expect(callers.read(callers.passOn(askedFor))).toEqual(askedFor);
  });

  it.each([
    ['nothing', undefined],
    ['what is no such thing', 'x'],
    ['plain words', Buffer.from(JSON.stringify({ caller: 'x', limited: true, owes: false })).toString('base64url')],
    ['what another Mercia says', others.passOn({ caller: 'x', limited: true, owes: false })],
  ])('is not believed of %s', (_, header) => {
    expect(callers.read(header)).toBeNull();
  });
});
