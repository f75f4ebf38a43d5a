import { describe, expect, it } from 'vitest';
import { decodeText, detectEncoding } from './text-encoding.ts';

const bytesOf = (...parts: readonly (string | number)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))));

describe('what a text is written in', () => {
  it.each([
    ['plain letters', bytesOf('Muller'), 'utf-8'],
    ['letters of two, three and four bytes', bytesOf('Müller, Łódź, 日本, 😀'), 'utf-8'],
    ['good letters and one that was cut', bytesOf('Müller, Łódź', 0xc3, '\n'), 'utf-8'],
    ['good letters and one that ends with the text', bytesOf('Müller, Łódź', 0xc3), 'utf-8'],
    ['Windows-1252', Buffer.from('Müller, Québec', 'latin1'), 'windows-1252'],
    ['one letter of Windows-1252', bytesOf('Caf', 0xe9), 'windows-1252'],
    ['a long form of a short letter, and half a pair', bytesOf(0xc0, 0xaf, 0xed, 0xa0, 0x80), 'windows-1252'],
    ['the mark of UTF-16', bytesOf(0xff, 0xfe, 'a', 0), 'utf-16le'],
  ])('%s', async (_, bytes, encoding) => {
    expect(await detectEncoding([bytes])).toBe(encoding);
    // However the bytes come.
    if (encoding !== 'utf-16le') expect(await detectEncoding([...bytes].map((byte) => bytesOf(byte)))).toBe(encoding);
  });
});

describe('the text of bytes', () => {
  async function textOf(bytes: Buffer, encoding: string): Promise<string> {
    const chunks = (async function* () {
      for (const byte of bytes) yield await Promise.resolve(bytesOf(byte));
    })();
    let text = '';
    for await (const part of decodeText(chunks, encoding, (line) => new Error(`line ${line}`))) text += part;
    return text;
  }

  it('is the same in whatever parts it comes', async () => {
    expect(await textOf(bytesOf('\ufeffMüller, 😀\n'), 'utf-8')).toBe('Müller, 😀\n');
    expect(await textOf(Buffer.from('Müller', 'latin1'), 'windows-1252')).toBe('Müller');
  });

  it.each([
    [bytesOf('Müller\nCaf', 0xc3, '\nŁódź'), 'line 2'],
    [bytesOf('Müller\n\nCaf', 0xe2, 0x82), 'line 3'],
  ])('is none where it is to be UTF-8 and is not, told with the line', async (bytes, words) => {
    await expect(textOf(bytes, 'utf-8')).rejects.toThrow(words);
  });
});
