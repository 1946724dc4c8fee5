/** The two things that cleaning tells about a document, in vfile's own form. */
import type { Node } from 'unist';
import type { VFile } from 'vfile';
import type { VFileMessage } from 'vfile-message';

export interface Removal {
  /** The stage that removed it: the message's `source`. */
  stage: string;
  ruleId: string;
  /** Why, for a reader: `syndication network's label`. */
  reason: string;
  /** The text that is gone; kept in the message's `actual`, out of its `reason`. */
  text: string;
  /** The node that went or lost text; its position becomes the message's place. */
  node?: Node;
}

/** Records a removal so that it can be explained, reviewed and undone. Returns the message. */
export function reportRemoval(file: VFile, removal: Removal): VFileMessage {
  const message = withoutTrace(() =>
    file.info(removal.reason, {
      ruleId: removal.ruleId,
      source: removal.stage,
      ...(removal.node?.position ? { place: removal.node.position } : {}),
    }),
  );
  message.actual = removal.text;
  message.expected = [];
  return message;
}

/** A message is an Error; to trace where hundreds of them are made takes a twentieth of the time of a page. */
function withoutTrace<T>(work: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** Whether a message records a removal (made by reportRemoval). */
export function isRemoval(message: VFileMessage): boolean {
  return message.actual !== undefined && message.expected?.length === 0;
}
