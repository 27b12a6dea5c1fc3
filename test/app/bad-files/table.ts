/** What is wrong, the text of the file, and the lines of the refusal without the name of the file. */
export type BadFile = readonly [name: string, text: string, ...lines: readonly string[]];
