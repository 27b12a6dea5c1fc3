/**
 * The form in which names are compared: without regard to case or Unicode form, as the Atlassian products and the
 * built-in directory do. Two usernames are the same name exactly when their keys are equal.
 */
export function nameKey(name: string): string {
  if (plain.test(name)) return name.toLowerCase();
  return name.normalize('NFC').toLowerCase().normalize('NFC');
}

/** ASCII has one Unicode form only. */
const plain = /^[ -~]*$/;

/** The longest username that the Atlassian products store, in UTF-16 units. */
export const longestName = 255;

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]/u;

/** What is wrong with a username or group name, as the rest of a sentence; undefined when nothing is. */
export function nameProblem(name: string): string | undefined {
  if (name.trim() === '') return 'is empty';
  if (name.length > longestName) return `is ${name.length} characters long; at most ${longestName} are possible`;
  if (controlCharacters.test(name)) return 'contains a control character';
  if (name !== name.trim()) return 'begins or ends with a blank';
  return undefined;
}
