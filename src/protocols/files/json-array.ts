const longestObject = 16 * 1024 * 1024;

const quote = 34;
const comma = 44;
const opensArray = 91;
const backslash = 92;
const closesArray = 93;
const opensObject = 123;
const closesObject = 125;

const isBlank = (byte: number) => byte === 32 || byte === 10 || byte === 13 || byte === 9;

/** What may come next between the objects. */
type Expected = 'array' | 'first' | 'object' | 'separator' | 'nothing';

/**
 * Cuts the text of an array into the texts of its objects, without looking at what is inside: whoever parses them sees
 * whether they are right. Only what stands between the objects is checked here.
 */
export class ArraySplitter {
  readonly #broken: (problem: string) => Error;
  #expected: Expected = 'array';
  /** Open brackets of the object at hand; 0 between objects. */
  #depth = 0;
  #inText = false;
  #escaped = false;
  /** The begun object from earlier chunks. */
  #begun: Buffer | undefined;

  /** `broken` makes the error for what is wrong. */
  constructor(broken: (problem: string) => Error) {
    this.#broken = broken;
  }

  *feed(chunk: Buffer): Generator<Buffer> {
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (this.#depth === 0) {
        if (isBlank(byte)) continue;
        this.#between(byte);
        start = at;
      } else if (this.#inside(byte)) {
        const text = chunk.subarray(start, at + 1);
        yield this.#begun === undefined ? text : Buffer.concat([this.#begun, text]);
        this.#begun = undefined;
        this.#expected = 'separator';
      }
    }
    if (this.#depth > 0) this.#keep(chunk.subarray(this.#begun === undefined ? start : 0));
  }

  /** Throws when the array has not ended. */
  end(): void {
    if (this.#depth > 0) throw this.#broken('it ends within an object');
    if (this.#expected !== 'nothing') throw this.#broken('it ends too early');
  }

  #keep(text: Buffer): void {
    this.#begun = this.#begun === undefined ? text : Buffer.concat([this.#begun, text]);
    if (this.#begun.length > longestObject) {
      throw this.#broken(`an object is longer than ${longestObject >> 20} MiB`);
    }
  }

  #between(byte: number): void {
    const expected = this.#expected;
    if (expected === 'array' && byte === opensArray) this.#expected = 'first';
    else if ((expected === 'first' || expected === 'object') && byte === opensObject) this.#depth = 1;
    else if ((expected === 'first' || expected === 'separator') && byte === closesArray) this.#expected = 'nothing';
    else if (expected === 'separator' && byte === comma) this.#expected = 'object';
    else throw this.#broken(problems[expected]);
  }

  /** True when the byte ends the object. */
  #inside(byte: number): boolean {
    if (this.#inText) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === backslash) this.#escaped = true;
      else if (byte === quote) this.#inText = false;
      return false;
    }
    if (byte === quote) this.#inText = true;
    else if (byte === opensObject || byte === opensArray) this.#depth += 1;
    else if (byte === closesObject || byte === closesArray) this.#depth -= 1;
    return this.#depth === 0;
  }
}

const problems: { readonly [expected in Expected]: string } = {
  array: 'it does not begin with [',
  first: 'something in it is not a JSON object',
  object: 'something in it is not a JSON object',
  separator: 'there is no comma between two objects',
  nothing: 'something comes after its end',
};
