/**
 * What the sentence splitter knows of German: data only. Abbreviations stand without their last dot;
 * a word keeps its case (`Mag` the title is not `mag` the verb), a row of dotted parts is lower case
 * without spaces, so that `z. B.`, `z.B.` and `Z. B.` are one entry: `z.b`.
 */

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter(Boolean));

/** Always followed by the rest of their sentence: titles, references, prepositions, connectives. */
export const NEVER_ENDS = words(`
  Dr Dres Prof Hr Hrn Fr Frl Dipl Ing Mag Lic habil Priv Univ rer nat phil med jur theol oec hc h.c
  St Skt Nr Nrn Bd Bde Hrsg Hg hg hrsg Verf Abs Ziff Anm Abb Tab Kap Lit Rn Rdnr Az vgl Vgl cf
  bzw ca resp inkl einschl exkl zzgl abzgl bzgl gem lt ggf ggfs evtl eventl bspw insb insbes sog
  max mind allg ehem Fa geb verh gest verst gegr urspr amtl verb unverb Tel Telef Fam Gebr Bgm
  z.b z.bsp z.t z.zt z.hd z.hdn d.h d.i i.e e.g i.a i.allg i.d.s i.h.v i.s.d i.s.v i.v.m i.w i.w.s i.e.s
  m.e m.w m.a.w u.z u.u u.d.t a.d o.g s.g v.a v.l.n.r v.d b.d s.a
  vs Mr Mrs Ms Messrs Sen Gov Capt Sgt Lt Col Hon Pres Rev Hptm Oblt Uffz Gefr Oberst
`);

/** Abbreviations only before a number or numeral, ordinary words elsewhere. */
export const BEFORE_NUMBER = words('rd Art No Fig Vol Sec Nos pp Rz');

/** End a sentence only when the next word is an opener: `5 Mio. Euro`, but `5 Mio. Dann`. */
export const MAY_END = words(`
  Mio mio Mrd Mia Mill mrd Tsd Bio Bill Stk Stck Dtzd Jh Jhd Jhdt Jhs Std Stdn Sek Min min sek std tägl mtl jährl wö
  Co Inc Ltd Corp Bros Dept Jr jun sen Str str Pl al
  e.v k.g g.m.b.h u.a u.ä u.dgl o.ä o.dgl o.j s.o s.u i.d.r f ff d.j d.m d.ä v.chr n.chr v.u.z n.u.z
  u.s u.s.a u.k a.m p.m p.s n.n i.r i.v p.a a.a.o
  Jan Feb Febr Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez Mo Di Mi Do Sa So
  lat engl frz franz ital span russ griech dt österr schweiz amerik brit jap ev kath röm geogr hist math
  phys chem techn wiss milit polit kgl Approx approx
`);

/** Close a list, so a capital letter after them is taken for a new sentence. */
export const USUALLY_ENDS = words('usw etc usf uvm uvam u.s.w u.s.f u.v.m u.v.a u.v.a.m u.a.m');

export const MONTHS = words(`
  januar jänner februar märz april mai juni juli august september oktober november dezember
  jan feb febr mär apr jun jul aug sep sept okt nov dez
`);

/** Nouns that an ordinal number stands before: `3. Platz`, `2. Weltkrieg`. */
export const ORDINAL_NOUNS = words(`
  jahrhundert jahrhunderts jahrtausend jahrzehnt jahr jahres lebensjahr lebensjahres monat woche tag tages
  stunde minute halbjahr quartal quartals platz rang stelle stock stockwerk etage og ug klasse liga
  bundesliga spieltag spieltags runde halbzeit satz set etappe weltkrieg weltkriegs weltkrieges auflage
  ausgabe band geburtstag geburtstags todestag jahrestag jubiläum generation staffel folge teil kapitel akt
  szene absatz mal legislaturperiode wahlperiode wahlgang senat kammer zivilsenat strafsenat armee division
  korps bezirk grad sinfonie symphonie buch stufe schritt reich dynastie lesung person dimension
`);

/** Words before a number that make it an ordinal: `am 3. Treffen`. */
export const DETERMINERS = words(`
  der die das den dem des am im vom zum zur beim ins ans übers fürs bis ab seit jeder jede jedes jeden jedem
  dieser diese dieses diesem diesen ihr ihre ihrem ihren ihrer sein seine seinem seinen seiner unser unsere
  unserem mein meine meinem dein deine deinem
`);

/** Names that are written with a mark which ends no sentence. */
export const NAMES_WITH_MARK = words('yahoo joomla jeopardy wham');

/** Words that, with a capital, open a sentence; no name or noun that follows a dot begins with them. */
export const OPENERS = words(`
  der die das den dem des ein eine einen einem einer eines dies diese dieser dieses diesem diesen jene jener
  jenes kein keine keiner keinen keinem mein meine dein deine sein seine seinen ihr ihre ihren ihrem unser
  unsere euer eure ich du er sie es wir man mir mich ihm ihn ihnen uns euch sich wer was wo wie wann warum
  weshalb wieso woher wohin welche welcher welches wem wen wessen alle alles allen aller beide beides einige
  manche mancher mehrere viele vieles wenige jeder jede jedes jemand niemand nichts etwas
  und oder aber denn doch sondern sowie weder entweder wenn falls sofern obwohl obgleich während weil da dass
  ob als bevor nachdem seit seitdem sobald solange indem damit
  in im ins an am auf aus bei beim mit nach vom vor zu zum zur über unter um für durch gegen ohne trotz
  wegen zwischen neben hinter laut gemäß statt anstatt innerhalb außerhalb bis ab seitens dank angesichts
  dann danach dabei dafür dagegen daher dahinter damals daneben daran darauf daraufhin daraus darin darüber
  darum darunter davon davor dazu dort hier hierbei hierfür hierzu heute gestern morgen jetzt nun bald später
  früher zuvor zuerst zunächst schließlich endlich zuletzt inzwischen mittlerweile bisher bislang derzeit
  aktuell künftig auch nur noch schon sogar selbst so also allerdings außerdem ausserdem zudem ferner
  weiterhin dennoch trotzdem jedoch deshalb deswegen folglich somit nämlich vielmehr immerhin übrigens
  natürlich freilich zwar eigentlich leider vielleicht wahrscheinlich vermutlich offenbar angeblich
  tatsächlich insgesamt besonders insbesondere gerade genau ebenso ebenfalls anders andere anderer nicht nie
  niemals immer oft häufig manchmal meist meistens erst einmal wieder ja nein sehr ganz fast kaum bereits
  ist sind war waren hat haben wird werden kann können muss müssen soll sollte darf will möchte gibt hatte
  the this these it he she they we you but and however when if then there
`);
