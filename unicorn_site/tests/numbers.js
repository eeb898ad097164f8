// Numbers that look random, and are the same in every run.

/** @param {number} seed @returns {() => number} from 0 up to 1 */
export function numbers(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0; // Numerical Recipes' linear congruences
    return state / 2 ** 32;
  };
}
