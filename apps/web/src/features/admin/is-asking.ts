/** A dialog is open: it is answered first, and none is opened on top of it. */
export const isAsking = (): boolean => document.querySelector("dialog[open]") !== null;
