/** Models that can be downloaded: where each file lies, and what must arrive. */
import type { ModelManifest } from './manifest.ts';

export interface RemoteFile {
  role: 'model' | 'vocab' | 'shortlist';
  /** Name on disk. */
  name: string;
  /** Path below the base URL. */
  path: string;
  /** SHA-256 of the file itself, also when it travels gzip-compressed. */
  sha256: string;
  /** Size of the file itself where it is known; for the progress only. */
  bytes?: number;
}

export interface RemoteModel
  extends Pick<ModelManifest, 'name' | 'pair' | 'architecture' | 'precision' | 'licence'> {
  baseUrl: string;
  files: readonly RemoteFile[];
}

const ATTACHMENTS = 'main-workspace/translations-models';

/** Mozilla's German to English model 2.0 as Firefox gets it (Remote Settings, collection `translations-models`). */
export const MOZILLA_DE_EN_BASE: RemoteModel = {
  name: 'mozilla-de-en-base',
  pair: { source: 'de', target: 'en' },
  architecture: 'base',
  precision: 'int8shiftAlphaAll',
  licence: 'MPL-2.0',
  baseUrl: 'https://firefox-settings-attachments.cdn.mozilla.net',
  files: [
    {
      role: 'model',
      name: 'model.deen.intgemm.alphas.bin',
      path: `${ATTACHMENTS}/f44b1b1b-9df6-4ece-971e-0e5ce96fae54.bin`,
      sha256: '3e6f7c2c2425d10824797270b382bee718ff34af2cab9308841c82ca46dc6f20',
      bytes: 31_561_787,
    },
    {
      role: 'shortlist',
      name: 'lex.50.50.deen.s2t.bin',
      path: `${ATTACHMENTS}/d0e4efcb-6145-43db-a69e-568904cc2925.bin`,
      sha256: '113b98460468360cca68c042e1cddf49c4e1931cbb975ed04349c9a3bd607010',
    },
    {
      role: 'vocab',
      name: 'vocab.deen.spm',
      path: `${ATTACHMENTS}/8ad4d93e-21e6-4862-81d5-c1c3a7d0767b.spm`,
      sha256: '69f730becafa48e3bb2c244eab66456877c08959a02f2bd5519b5a3088b62f9c',
    },
  ],
};
