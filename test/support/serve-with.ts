import { serve } from '../../src/serve.ts';

// The server process with another voice: `FLOWS LOCALES`.
const [flowsFolder, localesFolder] = process.argv.slice(2);
await serve(process.env, { ...(flowsFolder && { flowsFolder }), ...(localesFolder && { localesFolder }) });
