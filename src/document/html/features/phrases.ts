/** Families of words by which boilerplate gives itself away, German and English. A hint to the model, never a verdict. */

/** In feature order; each is tried on the block's first 300 characters, lower case. */
export const PHRASES: readonly (readonly [name: string, pattern: RegExp])[] = [
  [
    'saysRelated',
    /^(?:(?:lesen|hören|sehen|schauen) sie|lies|mehr (?:zum|zu|aus|über|dazu|von)|auch interessant|das könnte|(?:weitere|ähnliche|neueste|aktuelle|beliebte|passende|verwandte) |meist ?gelesen|top-?themen|empfehlung|zum thema|siehe auch|related|you (?:may|might)|read (?:more|next|also|the full)|more (?:from|on|in|stories)|recommended|most (?:read|popular)|trending|up next|see also|latest |also read)/,
  ],
  [
    'saysAdvert',
    /^(?:-\s*)?(?:anzeige|werbung|advertorial|advertisement|sponsored|ad)\b|weiterlesen nach der|(?:story|article) continues below|affiliate|provision|commission/,
  ],
  [
    'saysNewsletter',
    /newsletter|sign up|inbox|abonnieren|subscribe|jederzeit kündbar|kostenlos testen|digital-?abo|abo abschließen/,
  ],
  [
    'saysShare',
    /^(?:teilen|merken|drucken|link kopieren|artikel teilen|share|tweet|e-?mail|facebook|twitter|copy link|follow us|folgen|folgt|whatsapp|linkedin|print|save|instagram|pinterest|telegram|xing|feedback|senden|vorlesen|anhören)\b/,
  ],
  [
    'saysConsent',
    /cookie|einwilligung|privatsphäre|externe[rn]? inhalt|redaktioneller inhalt|personenbezogene|javascript|browser|consent|datenschutz/,
  ],
  [
    'saysLegal',
    /^(?:impressum|agb|nutzungsbedingungen|kontakt|mediadaten|über uns|privacy|terms|contact|about us|jobs|karriere)|©|alle rechte vorbehalten|all rights reserved|\bcopyright\b|\(c\) \d{4}/,
  ],
  [
    'saysComments',
    /kommentar|^\d+ comments?|^comments?\b|leave a (?:reply|comment)|^antworten|^reply|log in to|schreib(?:en)? sie/,
  ],
  [
    'saysLogin',
    /^(?:anmelden|login|log in|registrieren|einloggen|abmelden|passwort|mein konto|sign in|warenkorb|suche|menü|menu)/,
  ],
  [
    'saysCredit',
    /^(?:foto|fotos|bild|bildquelle|symbolbild|archivbild|quelle|grafik|photo|image|credit|©)\s*[:/©]|\((?:foto|bild|quelle|photo)[: ]|(?:dpa|imago|getty images|picture alliance|reuters|afp|shutterstock|ap photo)/,
  ],
  [
    'saysDate',
    /^(?:stand|veröffentlicht|aktualisiert|zuletzt|publiziert|published|updated|posted|last updated|erstellt)\b|^\w{0,12},? ?\d{1,2}\.\s?(?:\d{1,2}\.|\p{L}{3,9}\.?)\s?(?:\d{2,4})?|^\d{1,2}:\d\d|lesezeit|lesedauer|min(?:ute)? read|^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w* \d/u,
  ],
  [
    'saysByline',
    /^(?:von|by|text|autor|author|written by|par|interview):? \p{L}+ \p{L}+|^(?:über den autor|über die autorin|zur person|about the author)/u,
  ],
  [
    'saysTags',
    /^(?:schlagw|stichw|tags?\b|themen\b|kategorien?\b|categor|filed under|topics|posted in|labels)/,
  ],
  [
    'saysMove',
    /^(?:zur startseite|nach oben|zum seitenanfang|zum inhalt|zurück|weiter|mehr anzeigen|mehr laden|weiterlesen|mehr erfahren|jetzt |hier klicken|next|previous|back|home|skip|load more|learn more|vorheriger|nächster|« |» |‹|›)/,
  ],
  ['saysAgency', /^\(?(?:dpa|afp|reuters|sda|apa|kna|epd|sid|rnd|ap)\b|mit (?:material|informationen)/],
];
