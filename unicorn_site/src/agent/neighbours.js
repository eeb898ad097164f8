// The public homes of a listing's city, to find its place on a map by.

import { web } from '../shared/api.js';

const SHOWN = 100;
const bbox = '-180,-90,180,90'; // a search of a region answers with locations

/** @param {string | undefined} home the id of the listing; one that has none yet has no neighbours @param {AbortSignal} signal
 * @returns {Promise<import('../map/dots.js').Home[]>} */
export async function neighboursOf(home, signal) {
  if (!home) return [];
  const [country, city] = home.split('/');
  const params = { path: { country, city }, query: { bbox, limit: SHOWN } };
  const { data } = await web((api) => api.GET('/search/{country}/{city}', { params, signal }));
  return data.flatMap(({ property_id: id, location, street, city: town }) => {
    if (!location) return [];
    const { latitude, longitude, shown } = location;
    return [
      { id, latitude, longitude, isRough: shown === 'rough', street, city: town, name: '', address: '', price: '' },
    ];
  });
}
