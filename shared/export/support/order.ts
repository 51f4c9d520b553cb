import type { Program } from './program';

/**
 * Python source for the order of the images in a run of Patchbay: `mix` and `shuffled` port shared/plan/random.ts,
 * `scramble`, `sfc32` and `divided` port electron/engine/data/random.ts and open.ts. For the same seed and number of images they give
 * the same numbers.
 */

const MASK = 'MASK = 2**32 - 1  # keeps numbers at 32 bits';

const MIX = `\
def mix(x):
    """Scrambles numbers of 32 bits: each bit of x changes about half of the bits of the result."""
    x = ((x ^ (x >> 16)) * 0x21F0AAAD) & MASK
    x = ((x ^ (x >> 15)) * 0x735A2D97) & MASK
    return x ^ (x >> 15)`;

const SHUFFLED = `\
def shuffled(count, epoch):
    """The numbers from 0 to count - 1 in random order, another one in each epoch from 1 on.

    It is Patchbay's own order for the same seed: the numbers to draw are a function of SEED and the epoch.
    """
    first, second = mix(SEED ^ 0x9E3779B9), mix((SEED + 0x85EBCA6B) & MASK)
    for letter in b"shuffle":
        first = mix(first ^ letter)
        second = mix((second + letter * 0x27D4EB2F) & MASK)
    first = mix(first ^ mix(epoch))
    second = mix((second + mix(epoch ^ 0x165667B1)) & MASK)
    places = np.arange(count, dtype=np.int64)
    drawn = mix((mix(places ^ first) + second) & MASK)
    # Fisher and Yates: from the last place to the first, each is swapped with one up to itself.
    others = (drawn / 2**32 * (places + 1)).astype(np.int64).tolist()
    order = places.tolist()
    for last in range(count - 1, 0, -1):
        other = others[last]
        order[last], order[other] = order[other], order[last]
    return np.array(order, dtype=np.int64)`;

const SCRAMBLE = `\
def scramble(x):
    """Scrambles a number of 32 bits (the end of MurmurHash3)."""
    x = ((x ^ (x >> 16)) * 0x85EBCA6B) & MASK
    x = ((x ^ (x >> 13)) * 0xC2B2AE35) & MASK
    return x ^ (x >> 16)`;

const SFC32 = `\
def sfc32(a, b, c):
    """Random numbers of 32 bits, without end (Chris Doty-Humphrey's sfc32)."""
    d = 1
    while True:
        drawn = (a + b + d) & MASK
        a, b, c = b ^ (b >> 9), (c + (c << 3)) & MASK, (((c << 21) | (c >> 11)) + drawn) & MASK
        d = (d + 1) & MASK
        yield drawn`;

const DIVIDED = `\
def divided(count):
    """Splits so many images as Patchbay does for the same seed: those to train on, those to validate with."""
    held = max(1, int(VALIDATION * count + 0.5))
    if held >= count:
        raise SystemExit(f"Of {count} images, none would be left to train on.")
    a = scramble(SEED ^ 0x9E3779B9)
    b = scramble(a ^ scramble(1 ^ 0x85EBCA6B))
    c = scramble(b ^ scramble(0xC2B2AE35))
    numbers = sfc32(a, b, c)
    for _ in range(8):
        next(numbers)
    order = list(range(count))
    for last in range(count - 1, 0, -1):
        # Numbers from here on would make some remainders more frequent than others, and are drawn again.
        uneven = 2**32 - 2**32 % (last + 1)
        other = next(number for number in numbers if number < uneven) % (last + 1)
        order[last], order[other] = order[other], order[last]
    return order[held:], order[:held]`;

/** The functions `shuffled` and, where a part of the training images validates, `divided`. */
export function imageOrder({ training }: Program): readonly string[] {
  return [MASK, ...(training.validation === 'test' ? [] : [SCRAMBLE, SFC32, DIVIDED]), MIX, SHUFFLED];
}
