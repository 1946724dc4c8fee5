/** What tells English from other languages. */

/** Words that stand in nearly every English sentence. */
export const ENGLISH_WORDS: ReadonlySet<string> = new Set(
  `the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which
  one you were her all she there would their we him been has when who will more no if out so said what up its about
  into than them can only other new some could time these two may then do first any my now such like our over me
  even most made after also did many before must through years where much your way well down should because each
  just those how too little state good very make world still own see men work long get here between both life being
  under never day same another know while last might us great old year off come since against go came right used
  take three how it's don't i i'm`.split(/\s+/),
);
