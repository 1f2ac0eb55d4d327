/** Texts of the keyboard help. */
export const keysTexts = {
  title: "Keyboard",
  open: "Keyboard help",
  rows: [
    ["/", "Go to the search"],
    ["j or ↓", "Next line"],
    ["k or ↑", "Line before"],
    ["Enter", "Open the line"],
    ["⌘K or Ctrl K", "Go to a page, a view or an id"],
    ["?", "This help"],
    ["Esc", "Close"],
  ],
} as const;
