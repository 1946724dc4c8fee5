/** An Amazon Translate of ours on loopback. */
import { escapeHtml, upperCaseHtml } from './fake-html.ts';
import { type FakeServer, openFakeServer } from './fake-server.ts';

export interface FakeAmazon extends FakeServer {
  env: Record<string, string>;
  /** By name, as they were imported. */
  terminologies: Map<string, string>;
}

export async function openFakeAmazon(): Promise<FakeAmazon> {
  const env = {
    AWS_ACCESS_KEY_ID: 'FAKEKEYID',
    AWS_SECRET_ACCESS_KEY: 'fake-secret',
    AWS_REGION: 'eu-central-1',
  };
  const terminologies = new Map<string, string>();
  const scope = new RegExp(
    `^AWS4-HMAC-SHA256 Credential=${env.AWS_ACCESS_KEY_ID}/\\d{8}/${env.AWS_REGION}/translate/`,
  );
  const fake = await openFakeServer(({ headers, body }, fault) => {
    const refuse = (__type: string) => ({ status: 400, body: { __type, Message: 'refused' } });
    if (!scope.test(headers.authorization ?? '')) return refuse('UnrecognizedClientException');
    const action = headers['x-amz-target'];
    if (action === 'AWSShineFrontendService_20170701.ImportTerminology') {
      const { Name, MergeStrategy, TerminologyData } = JSON.parse(body);
      if (MergeStrategy !== 'OVERWRITE' || TerminologyData.Format !== 'CSV')
        return refuse('InvalidParameterValueException');
      terminologies.set(Name, Buffer.from(TerminologyData.File, 'base64').toString());
      return { body: { TerminologyProperties: { Name } } };
    }
    if (action !== 'AWSShineFrontendService_20170701.TranslateText')
      return refuse('UnknownOperationException');
    const { Text, SourceLanguageCode, TargetLanguageCode, TerminologyNames = [] } = JSON.parse(body);
    if (TerminologyNames.some((name: string) => !terminologies.has(name)))
      return refuse('ResourceNotFoundException');
    if (Buffer.byteLength(Text) > 10_000) return refuse('TextSizeLimitExceededException');
    if (SourceLanguageCode !== 'de' || TargetLanguageCode !== 'en')
      return refuse('UnsupportedLanguagePairException');
    const TranslatedText = fault === 'blank' ? '' : upperCaseHtml(Text, escapeHtml);
    return { body: { TranslatedText, SourceLanguageCode, TargetLanguageCode }, billed: [...Text].length };
  });
  return Object.assign(fake, { env, terminologies });
}
