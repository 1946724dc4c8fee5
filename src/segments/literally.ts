/** The text as a regular expression with the flag `u` finds it. That allows no escape of what means nothing, such as `-`. */
export function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
