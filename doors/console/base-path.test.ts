import { fastify } from 'fastify';
import { describe, expect, it } from 'vitest';
import { createBasePath, refuseOwnPath } from './base-path.ts';

const below = createBasePath('https://library.example.nhs.uk/mercia/');
const alone = createBasePath('https://library.example.nhs.uk');

describe('what is asked for', () => {
  it.each([
    ['/mercia/find?q=a', '/find?q=a'],
    ['/mercia', '/'],
    ['/mercia?q=a', '/?q=a'],
    ['/mercia/', '/'],
    // From a proxy that takes the path off.
    ['/find?q=/mercia/', '/find?q=/mercia/'],
    ['/mercian', '/mercian'],
  ])('%s is %s of the pages', (asked, inside) => {
    expect(below.inside(asked)).toBe(inside);
    expect(alone.inside(asked)).toBe(asked);
  });
});

describe('what is sent', () => {
  it.each([
    ['<a class="x" href="/find?q=a&amp;b">', '<a class="x" href="/mercia/find?q=a&amp;b">'],
    ["<a href='/'>", "<a href='/mercia/'>"],
    ['<form method="post" action="/account">', '<form method="post" action="/mercia/account">'],
    ['<script type="module" src="/assets/a.js"></script>', '<script type="module" src="/mercia/assets/a.js"></script>'],
    ['<button formaction="/account">', '<button formaction="/mercia/account">'],
    ['<a title="5 > 4" href="/b">', '<a title="5 > 4" href="/mercia/b">'],
  ])('%s leads to the pages', (html, sent) => {
    expect(below.inHtml(`a ${html} b`)).toBe(`a ${sent} b`);
    expect(alone.inHtml(html)).toBe(html);
  });

  it.each([
    '<a href="https://elsewhere.example/find">',
    '<a href="//elsewhere.example/find">',
    '<a href="#found">',
    '<a href="?page=2">',
    '<input name="from" value="/find">',
    '<a data-href="/find" title="href=&quot;/find&quot;">',
    `<a title='href="/find"'>`,
    '<p>href="/find"</p>',
    '<!-- <a href="/find"> -->',
    '<title><a href="/find"></title>',
    '<script>const page = \'<a href="/find">\'; if (1 < 2 && 2 > 1) go("/find")</script>',
    '<textarea name="words"><a href="/find"></textarea>',
  ])('%s stays as it is', (html) => {
    expect(below.inHtml(html)).toBe(html);
  });
});

it.each([
  ['/find', true],
  ['/titles', true],
  ['/mercia', false],
  ['/tit', false],
])('pages below %s are refused: %s', (path, refused) => {
  const app = fastify();
  refuseOwnPath(app, createBasePath(`https://library.example.nhs.uk${path}`));
  const register = (): unknown => ['/find', '/titles/:id'].map((page) => app.get(page, () => 'shown'));

  if (refused) expect(register).toThrow('MERCIA_CONSOLE_URL');
  else expect(register).not.toThrow();
});
