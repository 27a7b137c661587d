/** A4 in points. */
export const PAGE = { width: 841.89, height: 595.28 } as const;

/** The band on the left, and the room right of it for words. */
export const BAND = { width: 216, inner: 34 } as const;
export const ROOM = { left: 264, width: 528, top: 58, bottom: 546 } as const;

export const PALETTE = {
  paper: '#fdfbf5',
  band: '#0b4a3d',
  weave: '#12614f',
  gold: '#d9a441',
  rule: '#c98d2b',
  cream: '#f7efdc',
  ink: '#1d2b27',
  soft: '#55635d',
  green: '#0b4a3d',
  demo: '#b3261e',
} as const;
