import { describe, expect, it } from 'vitest';
import { readableHtml } from './readable-html.ts';

const ARABIC = '\u0645\u0642\u062f\u0645\u0629 \u0641\u064a \u0627\u0644\u0637\u0628';

describe('readableHtml', () => {
  it('leaves out what turns a line, but not in what forms send back', () => {
    expect(readableHtml('<p>a\u202eb</p><input value="a\u202eb"><textarea>a\u2066b</textarea>')).toBe(
      '<p>ab</p><input value="a\u202eb"><textarea>ab</textarea>',
    );
  });

  it('leaves out control characters', () => {
    expect(readableHtml('<p>WB\u0000 115\u001f\n</p>')).toBe('<p>WB 115\n</p>');
  });

  it('keeps writing from right to left to itself', () => {
    expect(readableHtml(`<h1>${ARABIC}, DNA: ${ARABIC}</h1>`)).toBe(`<h1><bdi>${ARABIC}, DNA: ${ARABIC}</bdi></h1>`);
    expect(readableHtml(`<p>One, “${ARABIC}” (2019), and ${ARABIC} are held</p>`)).toBe(
      `<p>One, “<bdi>${ARABIC}</bdi>” (2019), and <bdi>${ARABIC}</bdi> are held</p>`,
    );
  });

  it('lets what has no blank be broken, never within an escaped character', () => {
    const long = `${'x'.repeat(38)}&amp;${'y'.repeat(3)}`;

    expect(readableHtml(`<td>${long}</td>`)).toBe(`<td>${'x'.repeat(20)}<wbr>${'x'.repeat(18)}&amp;y<wbr>yy</td>`);
    expect(readableHtml(`<td>${'x'.repeat(40)} 9780702075551</td>`)).not.toContain('wbr');
  });

  it.each(['title', 'textarea', 'option', 'script', 'text'])(
    'marks nothing in what shows marks as they are: %s',
    (element) => {
      const html = `<${element} a="b">${ARABIC} ${'x'.repeat(60)}</${element}><!-- later -->`;

      expect(readableHtml(html)).toBe(html);
    },
  );
});
