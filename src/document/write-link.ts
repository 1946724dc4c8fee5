/** Writes links; as an address in angle brackets only where CommonMark reads it back as one. */
import type { Link } from 'mdast';
import { defaultHandlers, type Handle, type State } from 'mdast-util-to-markdown';
import { toString as textOf } from 'mdast-util-to-string';

/**
 * An e-mail address within `<…>` by CommonMark 0.31, section 6.5. GFM's bare addresses are wider (`a@b.de_x`):
 * written in brackets, such a one would be read as text with brackets around it.
 */
const EMAIL =
  /^mailto:[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;

const handle: Handle = (node: Link, parent, state: State, info) => {
  const before = state.options.resourceLink;
  const isBareAddress = node.url === `mailto:${textOf(node)}`;
  if (isBareAddress && !EMAIL.test(node.url)) state.options.resourceLink = true;
  try {
    return defaultHandlers.link(node, parent, state, info);
  } finally {
    state.options.resourceLink = before;
  }
};

/** remark-stringify's handler for links, with its look-ahead. */
export const writeLink = Object.assign(handle, {
  peek: (node: Link, parent: never, state: State) =>
    (defaultHandlers.link as unknown as { peek: (node: Link, parent: never, state: State) => string }).peek(
      node,
      parent,
      state,
    ),
});
