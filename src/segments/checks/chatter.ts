import type { Check } from './check.ts';

/** What language models say around a translation, or in its place. */
const CHATTER: readonly RegExp[] = [
  /^\s*(?:sure|certainly|of course|absolutely|okay|ok)\b[!,.:]?\s*(?:here(?:'s|’s| is| are| you go)|the translation|let me translate|i(?:'ll|’ll| will| can| have) translat|below is)/iu,
  /\bhere(?:'s|’s| is| are| you go)\b[^.:!]{0,60}\b(?:translat\p{L}+|english version)\b/iu,
  /^\s*(?:the\s+)?(?:english\s+)?(?:translation|translated text|english|output|answer|result)\s*:/iu,
  /\bas an? (?:ai|artificial intelligence|large language model|language model|ai language model|assistant)\b/iu,
  /\bI(?:'m| am|’m) (?:sorry|unable|afraid)[^.]{0,80}\b(?:translat|assist|help with|request|provide)/iu,
  /\bI (?:can(?:'|’)?t|cannot|can not|won(?:'|’)t|will not)\b[^.]{0,60}\b(?:translat|assist with|help with (?:this|that)|fulfil)/iu,
  /\b(?:translator(?:'s|’s)?|translation) notes?\b|[([]\s*note:/iu,
  /\bnote:\s*(?:the|this|i|in this|that)\b[^.]{0,120}\b(?:translat|original|german|source text|context|literal)/iu,
  /\b(?:let me know|feel free to)\b[^.]{0,80}\b(?:translat|further|any(?:thing)? (?:else|changes|questions))/iu,
  /\b(?:hope this helps|please provide (?:the|me)\b[^.]{0,40}\btext)\b/iu,
  /\b(?:translated|translation) (?:from german|into english|to english|of the (?:german )?(?:text|sentence))\b/iu,
  /<\/?think>|<\|[\p{L}_]+\|>|\[\/?INST\]|```/iu,
  /^\s*[{[]\s*"(?:s\d|translation|target|id|text|segments)"?/iu,
];
/** One of these is in all of them, so that most segments cost one search. */
const HINT =
  /translat|\b(?:here|sure|certainly|of course|absolutely|okay|ok)\b|english|\bai\b|language model|sorry|unable|assist|notes?\b|let me know|feel free|hope this|please provide|think>|<\||inst\]|```|^\s*[{[]|^\s*(?:output|answer|result)/iu;
/** A text about translation, machines or regret may say the same things. */
const ABOUT =
  /übersetz|dolmetsch|sprachmodell|\bKI\b|künstliche[nr]? intelligenz|assistent|anmerkung|\bleid\b/iu;

export const chatter: Check = {
  reason: 'chatter',
  description: 'The translation talks about itself, as language models do.',
  severity: 'fail',
  fails: ({ source, target }) =>
    HINT.test(target) &&
    !ABOUT.test(source) &&
    CHATTER.some((pattern) => pattern.test(target) && !pattern.test(source)),
};
