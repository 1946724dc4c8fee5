import { testProvider } from './contracts/provider.ts';
import { upperCaseProvider } from './support/fake-providers.ts';

testProvider('fake', async () => {
  const provider = upperCaseProvider();
  return { provider, keepsText: true, requests: () => provider.requests.length, close: async () => {} };
});
