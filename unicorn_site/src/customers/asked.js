// What this browser remembers of a customer's own enquiries: for each home the id of the last one, and nothing else.

const KEY = 'unicorn:asked';
const MOST = 50; // homes; the oldest go first

/** @returns {Record<string, string>} */
function all() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
}

/** @param {string} property_id @returns {string | undefined} */
export const askedAbout = (property_id) => all()[property_id];

/** @param {string} property_id @param {string} enquiry_id */
export function remember(property_id, enquiry_id) {
  const others = Object.entries(all()).filter(([home]) => home !== property_id);
  const kept = others.slice(1 - MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries([...kept, [property_id, enquiry_id]])));
  } catch {
    // a browser that keeps nothing: the answer was shown
  }
}
