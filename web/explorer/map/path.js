// A path in whole numbers, each point told from the one before: a third of the bytes of what d3 writes.

const points = (ring) => ring.split('L').map((point) => point.split(',').map((each) => Math.round(Number(each))));

function told(ring) {
  const at = points(ring).filter(([x, y], place, all) => !place || x !== all[place - 1][0] || y !== all[place - 1][1]);
  if (at.length < 3) return '';
  const steps = at.slice(1).map(([x, y], place) => `${x - at[place][0]} ${y - at[place][1]}`);
  return `M${at[0].join(' ')}l${steps.join(' ')}z`.replaceAll(' -', '-');
}

/** Rings that are not too small to be seen. */
export const drawn = (path) =>
  path
    .split('Z')
    .filter(Boolean)
    .map((ring) => told(ring.slice(1)))
    .join('');
