/** A key that belongs to a field, a dialog or the browser is none of ours. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  return (
    event.target instanceof Element &&
    event.target.closest("input, textarea, select, dialog, [contenteditable]") !== null
  );
}
