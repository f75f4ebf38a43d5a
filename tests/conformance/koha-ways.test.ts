import { describeAdapter } from './describe-adapter.ts';
import { KOHAS } from './kit-systems.ts';

for (const { title, create, options } of KOHAS.slice(1)) describeAdapter(title, { create, ...options });
