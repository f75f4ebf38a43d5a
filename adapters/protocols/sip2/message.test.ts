import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checksumOf, decode, encode, fieldOf, createTextCodec, type Sip2Request } from './message.ts';

const text = createTextCodec('utf-8');
const options = { text, separator: '|' } as const;
const sending = { ...options, sequence: 3, errorDetection: true, terminator: '\r' } as const;

function read(line: string, encoding = 'utf-8') {
  const codec = createTextCodec(encoding);
  return decode(codec.encode(line) ?? Buffer.alloc(0), { ...options, text: codec });
}

function write(request: Sip2Request, over: Partial<typeof sending> | { errorDetection: boolean } = {}): string {
  const bytes = encode(request, { ...sending, ...over });
  return 'unsendable' in bytes ? `unsendable ${bytes.unsendable}` : bytes.toString('latin1');
}

describe('checksumOf', () => {
  it.each([
    ['941AY3AZ', 'FDFA'],
    ['9300CNlibrarian@test.com|CO123456|CPselfcheck_location|AY1AZ', 'EAEE'],
    ['9900802.00AY1AZ', 'FCA0'],
    ['97AZ', 'FEF5'],
    ['96AZ', 'FEF6'],
  ])('sums %s to %s, as published', (line, sum) => {
    expect(checksumOf(Buffer.from(line, 'latin1'))).toBe(sum);
  });

  it('sums bytes as encoded, not characters', () => {
    const sums = ['utf-8', 'cp850', 'iso-8859-1'].map((name) =>
      checksumOf(createTextCodec(name).encode('AJRené|AZ') ?? Buffer.alloc(0)),
    );
    expect(new Set(sums).size).toBe(3);
  });
});

describe('encode', () => {
  it('writes the question of the published example', () => {
    const fields = [
      ['AO', 'DEMO'],
      ['AB', '30001000000017'],
      ['AC', ''],
    ] as const;
    expect(write({ code: '17', fixed: '20260105    091502', fields })).toBe(
      '1720260105    091502AODEMO|AB30001000000017|AC|AY3AZF413\r',
    );
  });

  it('leaves out number and checksum without error detection', () => {
    expect(write({ code: '99', fixed: '00802.00', fields: [] }, { errorDetection: false })).toBe('9900802.00\r');
  });

  it.each(['1|AA2999', '1\r17', '1\n', '1\0'])('refuses the value %j, which would become another question', (value) => {
    expect(write({ code: '17', fixed: '', fields: [['AB', value]] })).toBe('unsendable AB');
  });

  it('refuses a character that the encoding does not have, and takes one in two parts', () => {
    const cp850 = createTextCodec('cp850');
    const pin = (value: string) =>
      encode({ code: '63', fixed: '', fields: [['AD', value]] }, { ...sending, text: cp850 });

    expect(pin('Łódź')).toEqual({ unsendable: 'AD' });
    expect(pin('rene\u0301')).toEqual(pin('ren\u00e9'));
  });
});

describe('decode', () => {
  it('keeps fields in any order, repeated, unknown, and with the separator in a value', () => {
    const message = read('1803000120260105    091502AJOne | two|part|three|AB1|ZZx|AFa|AFb|AY3AZ0000');

    expect(fieldOf(message ?? { fields: new Map() }, 'AJ')).toBe('One | two|part|three');
    expect(message?.fields.get('AF')).toEqual(['a', 'b']);
    expect(message?.fields.get('ZZ')).toEqual(['x']);
    expect(message).toMatchObject({ code: '18', fixed: '03000120260105    091502', sequence: 3, checksum: 'wrong' });
  });

  it('reads a message without number and checksum, and one without anything but its code', () => {
    expect(read('1803020120261124    141541AB39999000000008|AJx|')).toMatchObject({
      sequence: null,
      checksum: 'absent',
    });
    expect(read('96')).toMatchObject({ code: '96', sequence: null, checksum: 'absent' });
    expect(read('96AZFEF6')).toMatchObject({ code: '96', sequence: null, checksum: 'ok' });
    expect(read('941AY1AZFDFC')).toMatchObject({ code: '94', fixed: '1', sequence: 1, checksum: 'ok' });
  });

  it.each(['', '1', '18', '1803', 'login: ', 'Login OK.  Initiating SIP', '<html>'])('is null for %j', (line) => {
    expect(read(line)).toBeNull();
  });

  it('gives back what was encoded, in every encoding', () => {
    const value = fc.string({ unit: fc.constantFrom(...Array.from('abcäéüß Æ£-.:/0123456789')), maxLength: 40 });
    fc.assert(
      fc.property(fc.constantFrom('utf-8', 'iso-8859-1', 'cp850', 'windows-1252'), value, (name, given) => {
        const codec = createTextCodec(name);
        const request = { code: '18', fixed: '03000120260105    091502', fields: [['AJ', given]] as const };
        const bytes = encode(request, { ...sending, text: codec });
        if ('unsendable' in bytes) throw new Error('it can be sent');
        const message = decode(bytes.subarray(0, -1), { ...options, text: codec });
        expect(message?.checksum).toBe('ok');
        expect(message?.fields.get('AJ')).toEqual([given]);
      }),
    );
  });

  it('neither throws nor grows on any bytes', () => {
    const anyBytes = fc.oneof(
      fc.uint8Array({ maxLength: 2_000 }),
      fc
        .string({ unit: fc.constantFrom(...Array.from('0123456789ABZYJ|\r\n\0 é')), maxLength: 2_000 })
        .map((line) => Buffer.from(line)),
    );
    fc.assert(
      fc.property(anyBytes, fc.constantFrom('utf-8', 'cp850'), (bytes, name) => {
        const message = decode(bytes, { ...options, text: createTextCodec(name) });
        const kept = [...(message?.fields.values() ?? [])].flat().join('').length;
        expect(kept).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 2_000 },
    );
  });
});

const RECORDINGS = 'recordings/koha';

interface Recording {
  readonly exchanges: readonly {
    readonly description: string;
    readonly receive: string;
    readonly checksum_ok: boolean | null;
  }[];
}

const recorded = (sharedAvailable ? readdirSync(sharedPath(RECORDINGS)) : [])
  .filter((name) => name.startsWith('sip2-'))
  .flatMap((name) =>
    (JSON.parse(readFileSync(sharedPath(RECORDINGS, name), 'utf8')) as Recording).exchanges.map((one) => ({
      ...one,
      name,
    })),
  )
  .filter(({ receive }) => /^\d\d/.test(receive));

describe.skipIf(!sharedAvailable)('recordings of a Koha (skipped without MERCIA_SHARED)', () => {
  it('are read', () => {
    expect(recorded.length).toBeGreaterThan(50);
  });

  it.each(recorded)('reads $name: $description', ({ receive, checksum_ok: isRight }) => {
    const message = read(receive.replace(/[\r\n]+$/, ''));

    expect(message?.checksum).toBe(isRight === null ? 'absent' : 'ok');
    expect(message?.fixed).not.toContain('|');
  });
});
