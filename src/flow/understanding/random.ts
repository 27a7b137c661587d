/** A repeatable random source (mulberry32): the same seed trains the same model. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(options: readonly T[], random: () => number): T {
  const index = Math.min(options.length - 1, Math.floor(random() * options.length));
  const option = options[index];
  if (option === undefined) throw new RangeError('nothing to pick from');
  return option;
}
