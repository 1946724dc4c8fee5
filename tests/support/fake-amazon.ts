/** An Amazon Translate of ours on loopback. */
import { escapeHtml, upperCaseHtml } from './fake-html.ts';
import { type FakeServer, openFakeServer } from './fake-server.ts';

export interface FakeAmazon extends FakeServer {
  env: Record<string, string>;
}

export async function openFakeAmazon(): Promise<FakeAmazon> {
  const env = {
    AWS_ACCESS_KEY_ID: 'FAKEKEYID',
    AWS_SECRET_ACCESS_KEY: 'fake-secret',
    AWS_REGION: 'eu-central-1',
  };
  const scope = new RegExp(
    `^AWS4-HMAC-SHA256 Credential=${env.AWS_ACCESS_KEY_ID}/\\d{8}/${env.AWS_REGION}/translate/`,
  );
  const fake = await openFakeServer(({ headers, body }, fault) => {
    const refuse = (__type: string) => ({ status: 400, body: { __type, Message: 'refused' } });
    if (!scope.test(headers.authorization ?? '')) return refuse('UnrecognizedClientException');
    if (headers['x-amz-target'] !== 'AWSShineFrontendService_20170701.TranslateText')
      return refuse('UnknownOperationException');
    const { Text, SourceLanguageCode, TargetLanguageCode } = JSON.parse(body);
    if (Buffer.byteLength(Text) > 10_000) return refuse('TextSizeLimitExceededException');
    if (SourceLanguageCode !== 'de' || TargetLanguageCode !== 'en')
      return refuse('UnsupportedLanguagePairException');
    const TranslatedText = fault === 'blank' ? '' : upperCaseHtml(Text, escapeHtml);
    return { body: { TranslatedText, SourceLanguageCode, TargetLanguageCode }, billed: [...Text].length };
  });
  return Object.assign(fake, { env });
}
