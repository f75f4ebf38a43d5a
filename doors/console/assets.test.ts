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
