import { fileURLToPath } from 'node:url';
import { bergamot } from '../src/providers/bergamot.ts';
import { testProvider } from './contracts/provider.ts';

const MODELS = fileURLToPath(new URL('fixtures/models', import.meta.url));

testProvider('bergamot', async () => {
  const context = { env: {}, modelFolders: [MODELS] };
  const provider = await bergamot.create(bergamot.options.parse({ workers: 1 }), context);
  return { provider, keepsText: false, close: async () => {} };
});
