/** Words too common to tell a topic and too rare in menus: their share tells prose from labels. */
const GERMAN =
  'der die das den dem des ein eine einen einem einer eines und oder aber denn doch nicht kein keine ist sind war waren wird wurde wurden werden hat haben hatte hatten kann können konnte muss müssen soll sollen will wollen sein seine seiner ihr ihre ihrer sie er es ich wir ihnen ihm ihn sich wer wie wo was wann wenn weil dass daß als bei nach von zu zum zur mit aus auf im in ins über unter für gegen ohne durch um an am vor seit auch noch schon nur sehr mehr so dann da hier dort dieser diese dieses diesen diesem man';
const ENGLISH =
  'the a an and or but not no is are was were be been has have had will would can could should may might must do does did he she it they we you i his her their its our your this that these those of to in on at by for from with as about into over after before than then when where who which what how if because so also more most very just all any some there';
const OTHERS =
  'le la les des du une et est que qui dans pour par sur pas plus el los las y en del se un por con para su una al lo como di il che è per non sono nel na w z do się że jest nie';

export const STOP_WORDS: ReadonlySet<string> = new Set(`${GERMAN} ${ENGLISH} ${OTHERS}`.split(' '));
