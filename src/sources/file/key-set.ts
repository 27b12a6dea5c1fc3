/**
 * A set of texts that keeps 64 bits of each, so that a million ids take 32 MB. `add` may take a new text for a known one
 * (once in many millions of files): who acts on that looks at the file again.
 */
export class KeySet {
  #size = 0;
  #slots = new Uint32Array(2 * 1024);

  get size(): number {
    return this.#size;
  }

  has(text: string): boolean {
    const [high, low] = hash(text);
    const at = find(this.#slots, high, low);
    return this.#slots[at] !== 0;
  }

  /** False when it was there already. */
  add(text: string): boolean {
    const [high, low] = hash(text);
    const at = find(this.#slots, high, low);
    if (this.#slots[at] !== 0) return false;
    this.#slots[at] = high;
    this.#slots[at + 1] = low;
    this.#size++;
    if (this.#size * 4 > this.#slots.length) this.#grow();
    return true;
  }

  #grow(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    for (let at = 0; at < this.#slots.length; at += 2) {
      const high = this.#slots[at] ?? 0;
      const low = this.#slots[at + 1] ?? 0;
      if (high === 0) continue;
      const target = find(slots, high, low);
      slots[target] = high;
      slots[target + 1] = low;
    }
    this.#slots = slots;
  }
}

/** Where the pair is, or where it belongs; an empty slot has a first half of 0. */
function find(slots: Uint32Array, high: number, low: number): number {
  const last = slots.length - 2;
  let at = (low << 1) & last;
  while (slots[at] !== 0 && (slots[at] !== high || slots[at + 1] !== low)) at = (at + 2) & last;
  return at;
}

/** Two multiplicative 32-bit hashes mixed at the end; the first is never 0. */
function hash(text: string): [number, number] {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return [a >>> 0 || 1, b >>> 0];
}
