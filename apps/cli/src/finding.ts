/** What a command says, and whether all is well with what it found. */
export type Finding = { text: string; isFine: boolean };

export type Showing = { json: true | undefined; timeoutMs: number };
