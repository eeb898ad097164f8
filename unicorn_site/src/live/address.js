// What the page shows, as its address: which events, and in which view.

/**
 * @typedef {object} Shown
 * @property {string} property
 * @property {string} correlation
 * @property {'list' | 'timeline'} view
 */

/** @param {URLSearchParams} query @returns {Shown} */
export function shownBy(query) {
  const property = query.get('property_id')?.trim() ?? '';
  const correlation = query.get('correlation_id')?.trim() ?? '';
  const usual = property || correlation ? 'timeline' : 'list';
  const view = query.get('view');
  return { property, correlation, view: view === 'list' || view === 'timeline' ? view : usual };
}

/** @param {Partial<Shown>} shown */
export function addressOf({ property, correlation, view }) {
  const query = new URLSearchParams();
  if (property) query.set('property_id', property);
  if (correlation) query.set('correlation_id', correlation);
  if (view) query.set('view', view);
  return query.size ? `/live/?${query}` : '/live/';
}
