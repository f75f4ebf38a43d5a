import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { registerAssets } from './assets.ts';

it.each(['nhsuk.css', 'console.css'])('lays out paper as a wide screen, however narrow its page: %s', async (sheet) => {
  const app = Fastify();
  registerAssets(app);
  const { body } = await app.inject(`/assets/${sheet}`);
  await app.close();

  expect(body).toContain('@media screen and (max-width');
  expect(body).not.toMatch(/@media\s*\(max-width/);
});

it('has a browser ask each time whether a file is still the same: pages of a newer release need its own', async () => {
  const app = Fastify();
  registerAssets(app);
  const { headers } = await app.inject('/assets/console.css');
  const again = await app.inject({ url: '/assets/console.css', headers: { 'if-none-match': String(headers.etag) } });
  await app.close();

  expect(headers['cache-control']).toBe('public, no-cache');
  expect(again.statusCode).toBe(304);
});
