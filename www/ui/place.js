// Where the labels of a drawing stand: beside what they tell of, and on nothing else.

/**
 * @typedef {{ left: number, right: number, top: number, bottom: number }} Box
 * @typedef {{ x1: number, y1: number, x2: number, y2: number }} Segment
 * @typedef {{ width: number, height: number }} Size
 * @typedef {{ x: number, y: number }} Point Of a label: its middle.
 *
 * @typedef {object} Label
 * @property {Size[]} sizes Of each way to write it, the best one first.
 * @property {(size: Size) => Point[]} places Where it may stand, the best place first.
 *
 * @typedef {Point & { variant: number }} Spot Which way to write it fits where.
 */

/** So far a label keeps from everything, in pixels; and so far where there is room. */
const [GAP, WIDE_GAP] = [2, 7];

/** @param {Point} middle @param {Size} size @returns {Box} */
export const boxOf = ({ x, y }, { width, height }) => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
});

/** @param {Box} one @param {Box} other @param {number} gap */
const meet = (one, other, gap) =>
  one.left - gap < other.right &&
  other.left - gap < one.right &&
  one.top - gap < other.bottom &&
  other.top - gap < one.bottom;

/** Whether a line passes through a box: by what is left of it between the box's sides (Liang and Barsky). @param {Segment} segment @param {Box} box @param {number} gap */
export function crosses({ x1, y1, x2, y2 }, box, gap = 0) {
  let [from, to] = [0, 1];
  for (const [start, way, low, high] of [
    [x1, x2 - x1, box.left - gap, box.right + gap],
    [y1, y2 - y1, box.top - gap, box.bottom + gap],
  ]) {
    if (way === 0) {
      if (start <= low || start >= high) return false;
      continue;
    }
    const [one, other] = [(low - start) / way, (high - start) / way];
    from = Math.max(from, Math.min(one, other));
    to = Math.min(to, Math.max(one, other));
  }
  return from < to;
}

/** Shares of the way along a line, those nearest to `best` first. @param {number} best */
const shares = (best) =>
  Array.from({ length: 41 }, (_, at) => 0.1 + at * 0.02).sort(
    (one, other) => Math.abs(one - best) - Math.abs(other - best),
  );

/**
 * Places beside a line, which the label nearly touches: above and below, at many shares of its way.
 *
 * @param {Segment} line
 * @param {number} best The share of the way where it is read best.
 * @param {boolean} isBelow On which side first.
 */
export const alongLine =
  ({ x1, y1, x2, y2 }, best, isBelow) =>
  (/** @type {Size} */ { width, height }) => {
    const length = Math.hypot(x2 - x1, y2 - y1) || 1;
    const [across, down] = [(x2 - x1) / length, (y2 - y1) / length];
    const distance = (Math.abs(down) * width + Math.abs(across) * height) / 2 + GAP + 2;
    return shares(best).flatMap((share) =>
      (isBelow ? [1, -1] : [-1, 1]).map((side) => ({
        x: x1 + (x2 - x1) * share - down * distance * side,
        y: y1 + (y2 - y1) * share + across * distance * side,
      })),
    );
  };

/**
 * Places around a body: above and below it, in its middle and shifted to both sides.
 *
 * @param {Box} body
 * @param {boolean} isBelow On which side first.
 */
export const aroundBody =
  (body, isBelow) =>
  (/** @type {Size} */ { width, height }) => {
    const [x, half] = [(body.left + body.right) / 2, (body.right - body.left) / 2];
    const shifts = [0, 0.25, 0.5, 0.75, 1, 1.25].flatMap((share) => {
      const shift = share * (width / 2 + half);
      return shift ? [shift, -shift] : [0];
    });
    const sides = [body.top - GAP - 2 - height / 2, body.bottom + GAP + 2 + height / 2];
    return (isBelow ? sides.reverse() : sides).flatMap((y) => shifts.map((shift) => ({ x: x + shift, y })));
  };

/**
 * Finds a spot for each label, or null where there is none: on no line, no body, no other label and inside of the frame. Those
 * that come first choose first.
 *
 * @param {Label[]} labels
 * @param {Segment[]} lines
 * @param {Box[]} bodies
 * @param {Box} frame
 * @returns {(Spot | null)[]}
 */
export function arrange(labels, lines, bodies, frame) {
  /** @type {Box[]} */
  const taken = [];
  return labels.map(({ sizes, places }) => {
    for (const [variant, size] of sizes.entries())
      for (const gap of [WIDE_GAP, GAP])
        for (const place of places(size)) {
          const box = boxOf(place, size);
          const isInside =
            box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
          if (
            !isInside ||
            bodies.some((body) => meet(box, body, GAP)) ||
            taken.some((other) => meet(box, other, GAP)) ||
            lines.some((line) => crosses(line, box, GAP)) ||
            lines.filter((line) => crosses(line, box, gap)).length > 1 // one of them is its own
          )
            continue;
          taken.push(box);
          return { ...place, variant };
        }
    return null;
  });
}
