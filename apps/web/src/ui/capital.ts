/** As a name begins: Stripe calls a card "visa". */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
