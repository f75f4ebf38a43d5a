import { describeAdapter } from './describe-adapter.ts';
import { FILES } from './kit-systems.ts';

for (const { title, create, options } of FILES) describeAdapter(title, { create, ...options });
