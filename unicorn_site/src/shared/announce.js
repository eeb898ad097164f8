// Messages for screen readers.

/** @param {string} message */
export function announce(message) {
  const place = document.getElementById('announcer');
  if (place) place.textContent = message;
}
