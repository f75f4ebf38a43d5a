import { describeAdapter } from './describe-adapter.ts';
import { FILES_WMS } from './kit-systems.ts';

for (const { title, create, options } of FILES_WMS) describeAdapter(title, { create, ...options });
