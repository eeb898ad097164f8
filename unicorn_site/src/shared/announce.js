// Words for those who listen to the page instead of looking at it.

/** @param {string} words */
export function announce(words) {
  const place = document.getElementById('announcer');
  if (place) place.textContent = words;
}
