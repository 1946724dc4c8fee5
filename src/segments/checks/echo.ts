import { type Check, words } from './check.ts';

/** German words that are no English ones; a text with two of them is German, not a row of names. */
const GERMAN = new Set(
  `aber als am auch auf aus bei beim bis da damit dann dass dem den der des doch durch ein eine einem einen
  einer eines er es für gegen hat haben hier ich ihr ihre im ist jetzt kann kein keine können mehr mit muss
  nach nicht noch nun nur ob oder ohne schon sehr sein seine seit sich sie sind so soll über um und unter
  viele vom von vor wegen weil wenn werden wie wieder wir wird wurde wurden zu zum zur zwei zwischen neue neuer
  neues gibt macht`.split(/\s+/),
);
const GERMAN_FORM =
  /[äöüß]|(?:ung|ungen|keit|heit|schaft|lich|liche[nrsm]?|isch|ische[nrsm]?|iert|ieren|stellt)$/u;

export const echo: Check = {
  reason: 'echo',
  description: 'The German text came back as it was.',
  fails({ source, target }) {
    if (words(source).join(' ') !== words(target).join(' ')) return false;
    // Names and loan words are the same in English; several German words are not.
    return (
      words(source.toLowerCase()).filter((word) => GERMAN.has(word) || GERMAN_FORM.test(word)).length >= 2
    );
  },
};
