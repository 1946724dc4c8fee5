/**
 * Function words by language. `strong` ones hardly occur in other languages; `weak` ones do
 * (`die` is Dutch and English too, `on` French) and count half.
 */

export interface FunctionWords {
  strong: ReadonlySet<string>;
  weak: ReadonlySet<string>;
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

export const FUNCTION_WORDS: Readonly<Record<'de' | 'en', FunctionWords>> = {
  de: {
    strong: words(
      'ein eine einen einem einer eines und oder aber denn sondern doch nicht kein keine keinen keinem ' +
        'keiner ist sind wird wurde wurden hat haben hatte hatten habe können konnte konnten muss müssen ' +
        'musste mussten soll sollen sollte sollten wollen wollte wollten darf dürfen möchte möchten bist ' +
        'sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer unser unsere unseren euch sie wir mich ' +
        'dich ihm ihn ihnen sich wer wem wie wo wann warum wieso weshalb welche welcher welches welchen ' +
        'dieser diese dieses diesen diesem jener jene jede jeder jedes jedem viele mehr sehr nur auch noch ' +
        'schon immer wieder dort dann wenn weil dass daß seit während nach von zu zum zur mit beim aus auf ' +
        'im ins über unter hinter neben zwischen gegen ohne durch für trotz etwa rund bereits heute gestern ' +
        'morgen jetzt bitte danke neue neuen neuer neues gibt geht kommt steht bleibt zeigt erst wohl zwar ' +
        'damit dabei daran darauf dafür davon dazu darüber einige einiger anderer selbst sowie bzw wäre ' +
        'würde würden hätte hätten könnte könnten beiden zwei drei fünf sechs sieben acht neun zehn jahr ' +
        'jahre jahren uhr ab ganz gut weniger erste ersten letzte letzten weiter',
    ),
    weak: words(
      'der die das den dem des waren werden worden kann mag bin uns ich du er es mir dir man wen jeden ' +
        'alle allen aller alles viel vielen hier ob als bis vor vom bei am um wegen statt laut nun ja nein ' +
        'neu macht sagt anderen andere beide vier euro mal lesen',
    ),
  },
  en: {
    strong: words(
      'the and from with about into after before between through during without against been being has ' +
        'did will would can could should might shall not but or if then than that this these those there ' +
        'here its she they you his their your him them who whom whose which what when where why how both ' +
        'each few most other some such only own too very also even still yet again once now up down out off ' +
        'while because until although though since says one two three four five seven eight nine year years ' +
        "today yesterday first read get make what's it's don't isn't can't i'm we're you're they're " +
        "people's latest",
    ),
    weak: words(
      'of on at to for by over under is are were be have had do does may must no nor it he we her our my ' +
        'me any more same just as said ten last like',
    ),
  },
};
