/** German words and forms that are no English ones. */

/** A text with two of them is German, not a row of names. */
export const GERMAN_WORDS: ReadonlySet<string> = new Set(
  `aber als am auch auf aus bei beim bis da damit dann dass dem den der des doch durch ein eine einem einen
  einer eines er es für gegen hat haben hier ich ihr ihre im ist jetzt kann kein keine können mehr mit muss
  nach nicht noch nun nur ob oder ohne schon sehr sein seine seit sich sie sind so soll über um und unter
  viele vom von vor wegen weil wenn werden wie wieder wir wird wurde wurden zu zum zur zwei zwischen neue neuer
  neues gibt macht sowie diese dieser dieses diesen diesem einige jedoch bereits während worden könnte könnten müssen
  sollte sollten wollen sagte sagt sei waren wäre hatte hatten etwa rund laut denn dazu dabei davon darauf ihm ihn
  ihnen ihrer ihrem ihren seiner seinem seinen unser unsere uns mir mich alle allem allen aller alles andere anderen
  beide beiden erste ersten letzte letzten großen große großer kleine ganz immer heute gestern morgen bisher zudem
  außerdem sondern obwohl deshalb daher jede jeder jedes jeden welche welcher wo wer wenige weniger eigene eigenen
  steht geht kommt liegt lässt machen gehen kommen stehen geben bleiben bleibt kommt worauf wobei wodurch dort
  eben trotz statt innerhalb außerhalb zufolge seitdem zuvor danach allerdings`.split(/\s+/),
);

/** Endings and letters that hardly any English word has. */
export const GERMAN_FORM =
  /[äöüß]|(?:[^st]ung|ungen|keit|heit|schaft|lich|liche[nrsm]?|isch|ische[nrsm]?|iert|ierten?|ieren|stellt)$/u;
