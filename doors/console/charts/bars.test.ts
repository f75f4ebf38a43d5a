import { fileURLToPath } from 'node:url';
import nunjucks from 'nunjucks';
import { describe, expect, it } from 'vitest';
import { drawBars } from './bars.ts';

const given = {
  title: 'Elm has most.',
  series: ['alone', 'shared'],
  bars: [
    { label: 'Elm & Co', values: [300, 100] },
    { label: 'Alder', values: [0, 200] },
    { label: 'Oak', values: [1, 0] },
  ],
};

describe('bars', () => {
  it('are as long as their numbers, beside each other from the left', () => {
    const { bars, width, height } = drawBars(given);
    const [elm, alder, oak] = bars;

    expect(elm?.parts.map(({ x }) => x)).toEqual([0, 258]);
    expect(alder?.parts).toHaveLength(1);
    // Half as long as the longest, less the gap behind each part.
    expect((alder?.parts[0]?.width ?? 0) + 1).toBeCloseTo(172, 0);
    expect(oak?.parts[0]?.width).toBeGreaterThanOrEqual(1);
    for (const { sumX, sumY } of bars) {
      expect(sumX).toBeLessThan(width - 40);
      expect(sumY).toBeLessThan(height);
    }
  });

  it('say their numbers: the sum behind each, and each part where there is room', () => {
    const { bars } = drawBars(given);

    expect(bars.map(({ label, sum }) => [label, sum])).toEqual([
      ['Elm & Co', '400'],
      ['Alder', '200'],
      ['Oak', '1'],
    ]);
    expect(bars[0]?.parts.map(({ text }) => text)).toEqual(['300', '100']);
    expect(bars[2]?.parts.map(({ text }) => text)).toEqual(['']);
  });

  it('can be nothing but noughts, or nothing', () => {
    expect(drawBars({ title: '', series: ['a'], bars: [{ label: 'x', values: [0] }] }).bars[0]?.parts).toEqual([]);
    expect(drawBars({ title: '', series: ['a'], bars: [] }).height).toBe(0);
  });

  it('write a long name in two lines, so that its letters stay as large as the others', () => {
    const label = 'Copies that are not hidden, on records that readers cannot see';
    const { bars, height } = drawBars({ title: '', series: ['a'], bars: [{ label, values: [1] }, ...given.bars] });
    const [long, elm] = bars;

    expect(long?.lines.map(({ text }) => text)).toEqual([
      'Copies that are not hidden, on records that',
      'readers cannot see',
    ]);
    expect(long?.lines.every(({ y }) => y < long.y)).toBe(true);
    expect((elm?.lines[0]?.y ?? 0) > (long?.y ?? 0) + (long?.height ?? 0)).toBe(true);
    expect(bars.at(-1)?.sumY).toBeLessThan(height);
  });

  it('have a legend where colours stand for something', () => {
    expect(drawBars(given).legend.map(({ text }) => text)).toEqual(['alone', 'shared']);
    expect(drawBars({ ...given, series: ['alone'] }).legend).toEqual([]);
  });

  it('are a picture with one name, no style, and no markup of their words', () => {
    const templates = new nunjucks.FileSystemLoader(fileURLToPath(new URL('..', import.meta.url)));
    const html = new nunjucks.Environment(templates, { autoescape: true }).render('charts/bars.test.njk', {
      chart: drawBars(given),
    });

    expect(html).toContain('role="img" aria-labelledby="chart"');
    expect(html).toContain('<title id="chart">Elm has most.</title>');
    expect(html).toContain('Elm &amp; Co');
    expect(html).not.toMatch(/style=|<style/);
  });
});
