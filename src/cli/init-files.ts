/** The files that `init` writes: a pipeline to edit, a line for cron, a unit and a timer for systemd. */

export interface InitFacts {
  /** Absolute folder of the batch. */
  folder: string;
  /** Node and the command line, absolute: cron and systemd know no PATH of ours. */
  node: string;
  program: string;
}

/** Content by path below the folder. */
export function initFiles(facts: InitFacts): Record<string, string> {
  return {
    'pipelines/nightly.yaml': PIPELINE,
    'inbox/.keep': '',
    'nightly.cron': cron(facts),
    'systemd/klartext.service': service(facts),
    'systemd/klartext.timer': TIMER,
  };
}

const ARGUMENTS = ['nightly', 'nightly', '--out', 'out', '--until', '06:00'];

function cron({ folder, node, program }: InitFacts): string {
  // In a crontab a percent sign ends the command.
  const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`.replaceAll('%', '\\%');
  return `# Add this line with: crontab -e
# Another run that is still at work is left alone; what is said on standard error comes by mail.
15 2 * * * cd ${quote(folder)} && ${quote(node)} ${quote(program)} ${ARGUMENTS.join(' ')} --quiet
`;
}

function service({ folder, node, program }: InitFacts): string {
  // Percent signs are specifiers in a unit.
  const quote = (text: string) =>
    `"${text.replace(/["\\]/g, '\\$&')}"`.replaceAll('%', '%%').replaceAll('$', '$$$$');
  return `# As a user's own: copy both files to ~/.config/systemd/user/, then
#   systemctl --user daemon-reload && systemctl --user enable --now klartext.timer
[Unit]
Description=Klartext nightly batch
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
WorkingDirectory=${folder.replaceAll('%', '%%')}
ExecStart=${quote(node)} ${quote(program)} ${ARGUMENTS.join(' ')} --log-format json --quiet
# Keys, one NAME=value a line, or NAME_FILE=path; readable by you only (chmod 600).
EnvironmentFile=-${folder.replaceAll('%', '%%')}/klartext.env
# 1: some documents failed; the report says which. It is no failure of the service.
SuccessExitStatus=1
# After SIGTERM what is in work may end (--grace, 30 s).
TimeoutStopSec=60
Nice=10
IOSchedulingClass=idle
NoNewPrivileges=yes
`;
}

const TIMER = `[Unit]
Description=Klartext nightly batch, at night

[Timer]
OnCalendar=*-*-* 02:15
RandomizedDelaySec=10min
# A night that the machine slept through is made up for.
Persistent=true

[Install]
WantedBy=timers.target
`;

const PIPELINE = `# A pipeline for the night: \`klartext check nightly\` validates it, \`klartext doctor\` looks at everything around it.
version: 1
description: What came in since last night, cleaned and in English.

# What is read. Put your feeds in place of the folder; README lists all types, \`klartext sources nightly\` shows what
# they offer. Addresses of this machine or a private network are refused unless fetch.allowHosts names them.
sources:
  - { type: files, path: ../inbox }
  # - { type: feed, url: https://example.org/feed.xml }
  # - { type: opml, path: feeds.opml }
  # - { type: sitemap, url: https://example.org/sitemap.xml, maxAgeDays: 2 }
# fetch:
#   contact: you@example.org                   # in the user agent, for publishers who want to reach you

# Rule packs that come with Klartext; yours may lie in rules/ beside this file.
rules:
  - syndication
  - german-news
  - english-news
glossary:
  - tech-news

# The way of a document. Leave out what you do not want.
stages:
  - repair-text
  - remove-boilerplate
  - remove-duplicates
  - detect-language
  - translate
  - check-translation
  - polish-english

# The local engine: free, nothing leaves the machine. For a better model than its own: klartext models add
# What fails its checks is tried once more, by the likeliest word each time.
providers:
  - id: bergamot
  - id: bergamot
    options: { beam: 1, workers: 1 }

# A paid service in its place. Its key comes from the environment (DEEPL_API_KEY, or DEEPL_API_KEY_FILE with the path
# of a file that holds it), never from this file.
# providers:
#   - id: deepl
#     price: 20                                # of a million characters
#     currency: EUR
#     budget: { unit: money, perRun: 2, perMonth: 20 }

# Documents in work at the same time; without it, three times as many as the provider takes requests at once.
# concurrency: 4
`;
