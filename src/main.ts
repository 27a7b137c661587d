import { enableCompileCache } from 'node:module';

// A third of a start is reading TypeScript: what was read once is kept where Node keeps such things.
enableCompileCache();
const { serve } = await import('./serve.ts');
await serve(process.env);
