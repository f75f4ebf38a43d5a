#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { runOnNode24 } from './node24.mjs';

// For its developers graphql checks of every value whether it came from a second graphql; Mercia has one.
process.env.NODE_ENV ??= 'production';
await runOnNode24(fileURLToPath(new URL('./main.ts', import.meta.url)), process.argv.slice(2));
